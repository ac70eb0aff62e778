import type { Draft } from '../draft/store'
import { arrangeCommands } from './arrange'
import { contextOf, type EditorCommand, type EditorPorts } from './context'
import { editCommands } from './edit'
import { selectCommands } from './select'
import { viewCommands } from './view'
import { workflowCommands } from './workflow'

/** All that can be done in the editor, for keys, menus, the command bar and the sheet of keys. */
export function editorCommands(state: Draft, ports: EditorPorts): EditorCommand[] {
  const context = contextOf(state, ports)
  return [workflowCommands, editCommands, selectCommands, arrangeCommands, viewCommands].flatMap((of) => of(context))
}
