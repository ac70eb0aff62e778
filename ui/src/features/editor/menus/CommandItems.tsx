import { Fragment } from 'react'
import { MenuItem, MenuLine } from '../../../ui/Menu'
import type { EditorCommand } from '../commands/context'
import { shownKeys } from '../commands/keys'

/** Ids of commands; a null is a line between them. */
export type Listed = readonly (string | null)[]

export function CommandItem({ command }: { command: EditorCommand }) {
  const keys = command.keys[0]
  return (
    <MenuItem disabled={command.disabled !== null} onSelect={command.run} {...(keys ? { shortcut: shownKeys(keys) } : {})}>
      {command.name}
    </MenuItem>
  )
}

/** Those of the commands that can be done now, under their lines. */
export function CommandItems({ commands, ids }: { commands: readonly EditorCommand[]; ids: Listed }) {
  const able = ids.flatMap((id) => {
    if (id === null) return [null]
    const command = commands.find((one) => one.id === id)
    return command && command.disabled === null ? [command] : []
  })
  const shown = able.filter((one, at) => one !== null || (at > 0 && able[at - 1] !== null && able.slice(at).some((rest) => rest !== null)))
  return shown.map((command, at) =>
    command === null ? <MenuLine key={at} /> : (
      <Fragment key={command.id}>
        <CommandItem command={command} />
      </Fragment>
    ),
  )
}

export const forStep: Listed = [
  'open', 'try', 'try-to', null, 'rename', 'disable', 'pin', 'connect', 'sub', null, 'copy', 'cut', 'duplicate', null, 'group', 'leave',
  null, 'delete', 'heal',
]
export const forSeveral: Listed = [
  'disable', 'group', 'leave', null, 'align-left', 'align-top', 'across', 'downwards', 'tidy', null, 'copy', 'cut', 'duplicate', null,
  'delete', 'heal',
]
export const forLine: Listed = ['insert', null, 'delete']
export const forNote: Listed = ['copy', 'cut', 'duplicate', null, 'delete']
export const forGroup: Listed = ['fold', 'unfold', 'ungroup', null, 'copy', 'duplicate']
export const forPaper: Listed = ['paste', 'note', null, 'all', 'tidy', 'tidy-all', 'fit', 'find', null, 'import', 'settings', 'keys']
