import { useState } from 'react'
import { groupKey, noteKey } from '../../../graph/model/drawing'
import { MenuAt, MenuItem } from '../../../ui/Menu'
import type { EditorCommand } from '../commands/context'
import { pointer } from '../commands/pointer'
import { draft, select } from '../draft/store'
import { CommandItems, forGroup, forLine, forNote, forPaper, forSeveral, forStep, type Listed } from './CommandItems'

interface Asked {
  at: { x: number; y: number }
  ids: Listed
  /** On the empty paper, where a step can be added. */
  paper: boolean
}

/** What a click of the right button asks for: what can be done with what is under it, which is chosen by that too. */
export function useCanvasMenu(commands: readonly EditorCommand[], onAdd: ((at: { x: number; y: number }) => void) | null) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const onContextMenu = (event: React.MouseEvent) => {
    const target = event.target as HTMLElement
    if (target.closest('input, textarea, [role="menu"], [role="toolbar"]') || !target.closest('.react-flow')) return
    event.preventDefault()
    const at = { x: event.clientX, y: event.clientY }
    pointer.at = at
    const ids = listedFor(target)
    setAsked({ at, ids, paper: ids === forPaper })
  }
  const menu = asked && (
    <MenuAt key={`${asked.at.x} ${asked.at.y}`} at={asked.at} label="What can be done here" onClose={() => setAsked(null)}>
      {asked.paper && onAdd && <MenuItem onSelect={() => onAdd(asked.at)}>Add a step here</MenuItem>}
      <CommandItems commands={commands} ids={asked.ids} />
    </MenuAt>
  )
  return { onContextMenu, menu }
}

/** Chooses what is under the mouse, where it is not among what is chosen already. */
function listedFor(target: HTMLElement): Listed {
  const edge = target.closest('.react-flow__edge')?.getAttribute('data-id')
  if (edge) {
    select([], edge)
    return forLine
  }
  const key = target.closest('.react-flow__node')?.getAttribute('data-id')
  if (!key) {
    select([])
    return forPaper
  }
  const { selection } = draft()
  if (!selection.includes(key)) select([key])
  else if (selection.length > 1) return forSeveral
  return noteKey.is(key) ? forNote : groupKey.is(key) ? forGroup : forStep
}
