import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { NodeType } from '../../../api/nodes'
import type { Mark } from '../../../graph/canvas/flow'
import type { Graph } from '../../../graph/model/graph'
import { Button, IconButton } from '../../../ui/Button'
import { Input } from '../../../ui/Field'
import { inOrder, matches } from './order'
import { StepTree } from './StepTree'
import { Ways, type WayActs } from './Ways'

interface OutlineProps {
  graph: Graph
  types: ReadonlyMap<string, NodeType>
  marks: ReadonlyMap<string, Mark>
  selection: readonly string[]
  onSelect: (nodeId: string) => void
  /** Null for those who may only look. */
  acts: WayActs | null
  /** On a small screen the settings of a step stand in the place of the outline. */
  onSettings: () => void
  onClose: () => void
}

/** The workflow as a tree of steps: an equal second view, for keyboards, screen readers and small screens. */
export function Outline({ graph, types, marks, selection, onSelect, acts, onSettings, onClose }: OutlineProps) {
  const [text, setText] = useState('')
  const nodes = useMemo(() => inOrder(graph), [graph])
  const hits = text.trim() === '' ? nodes : nodes.filter((node) => matches(node, types.get(node.type)?.name ?? '', text))
  const chosen = selection.length === 1 ? graph.nodes.get(selection[0]!) : undefined
  // Each Enter goes one further, and after the last to the first again.
  const next = () => {
    const at = hits.findIndex((node) => selection.includes(node.id))
    const hit = hits[(at + 1) % hits.length]
    if (hit) onSelect(hit.id)
  }
  return (
    <aside
      aria-label="Outline"
      className="flex w-72 shrink-0 flex-col border-r border-line bg-sheet max-md:fixed max-md:inset-0 max-md:z-30 max-md:w-full"
    >
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="flex-1 font-semibold">Outline</h2>
        <IconButton icon={X} label="Close the outline" size="small" onClick={onClose} />
      </div>
      <div className="border-b border-line p-2">
        <Input
          id="find-step"
          type="search"
          aria-label="Find a step"
          placeholder="Find by name, kind or setting"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && next()}
        />
        <p aria-live="polite" className="sr-only">
          {text.trim() === '' ? '' : `${hits.length} found`}
        </p>
      </div>
      <div className="min-h-0 flex-1 overflow-auto p-2">
        {hits.length === 0 ? (
          <p className="px-2 py-6 text-center text-dense text-ink-2">No step says that.</p>
        ) : (
          <StepTree graph={graph} types={types} marks={marks} nodes={hits} selection={selection} onSelect={onSelect} />
        )}
      </div>
      {chosen && (
        <Button className="m-2 md:hidden" onClick={onSettings}>
          Settings of {chosen.name}
        </Button>
      )}
      {chosen && <Ways graph={graph} node={chosen} type={types.get(chosen.type)} acts={acts} onSelect={onSelect} />}
    </aside>
  )
}
