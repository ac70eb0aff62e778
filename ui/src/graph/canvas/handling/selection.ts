import type { EdgeChange, NodeChange } from '@xyflow/react'
import { useLayoutEffect, useRef } from 'react'
import { useStable } from '../../../lib/useStable'

interface Chosen {
  selection: readonly string[]
  selectedEdge: string | null
}

type Select = (nodeIds: string[], edgeId: string | null) => void

/**
 * What is chosen belongs to the owner of the canvas. React Flow tells of several changes within one act, and may still
 * hold the handlers of an earlier drawing, so that changes are counted from what was said last and not from what was drawn.
 */
export function useSelection(selection: readonly string[], selectedEdge: string | null, onSelect: Select) {
  const now = useRef<Chosen>({ selection, selectedEdge })
  useLayoutEffect(() => {
    now.current = { selection, selectedEdge }
  }, [selection, selectedEdge])
  const choose = (nodeIds: string[], edgeId: string | null) => {
    now.current = { selection: nodeIds, selectedEdge: edgeId }
    onSelect(nodeIds, edgeId)
  }

  const nodesChanged = (changes: readonly NodeChange[]) => {
    const picks = changes.filter((change) => change.type === 'select')
    if (picks.length === 0) return
    const chosen = new Set(now.current.selection)
    for (const pick of picks)
      if (pick.selected) chosen.add(pick.id)
      else chosen.delete(pick.id)
    choose([...chosen], null)
  }
  // A frame drawn around steps takes in their lines too: those are not what is meant.
  const framing = useRef(false)
  const frames = {
    onSelectionStart: useStable(() => void (framing.current = true)),
    onSelectionEnd: useStable(() => void (framing.current = false)),
  }
  const edgesChanged = (changes: readonly EdgeChange[]) => {
    if (framing.current) return
    const pick = changes.findLast((change) => change.type === 'select' && change.selected)
    if (pick?.type === 'select') choose([], pick.id)
    else if (changes.some((change) => change.type === 'select' && change.id === now.current.selectedEdge))
      choose([...now.current.selection], null)
  }
  /**
   * A click has the last word, by the keys that the mouse event itself names: React Flow goes by the keys it has heard of
   * and by the nodes it has drawn, and either may be a moment behind.
   */
  const clicked = (event: Pick<React.MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>, nodeId: string) => {
    const adds = event.shiftKey || event.ctrlKey || event.metaKey
    const others = selection.filter((id) => id !== nodeId)
    choose(!adds ? [nodeId] : others.length < selection.length ? others : [...others, nodeId], null)
  }
  return { frames, choose, nodesChanged, edgesChanged, clicked }
}
