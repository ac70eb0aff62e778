import { type ReactNode, useMemo } from 'react'
import type { NodeType } from '../../../api/nodes'
import type { NodeDefinition } from '../../../graph/model/definition'
import { flowOf } from '../../../graph/ports/flowing'
import { edgesInto, type Graph } from '../../../graph/model/graph'
import { outlineOf } from '../../../graph/ports/ports'
import { DataView } from '../../../ui/data/DataView'
import { JsonTree } from '../../../ui/data/JsonTree'
import { Dialog } from '../../../ui/Dialog'
import { useDraft } from '../draft/store'
import { OutputPane } from '../trial/OutputPane'
import { TryButtons } from '../trial/TryButtons'
import type { Results } from '../trial/useResults'
import { Settings } from './Inspector'

interface WideInspectorProps {
  node: NodeDefinition
  types: ReadonlyMap<string, NodeType>
  results: Results
  onClose: () => void
}

/** Input on the left, settings in the middle, output on the right; each scrolls by itself. */
export function WideInspector({ node, types, results, onClose }: WideInspectorProps) {
  const type = types.get(node.type)
  return (
    <Dialog open wide="full" onOpenChange={onClose} title={node.name} description={type?.description ?? ''}>
      <div className="grid gap-4 lg:h-[calc(90dvh-96px)] lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,1fr)]">
        <Pane name="Input">
          <Input node={node} types={types} results={results} />
        </Pane>
        <section aria-label="Settings" className="min-h-0 overflow-auto rounded-card border border-line">
          <Settings node={node} type={type} results={results} />
        </section>
        <Pane name="Output">
          <TryButtons nodeId={node.id} results={results} />
          <OutputPane nodeId={node.id} results={results} />
        </Pane>
      </div>
    </Dialog>
  )
}

const Pane = ({ name, children }: { name: string; children: ReactNode }) => (
  <section aria-label={name} className="flex min-h-0 flex-col gap-2 overflow-auto rounded-card border border-line bg-paper p-3">
    <h3 className="font-semibold">{name}</h3>
    {children}
  </section>
)

/** What the step was given; before it was ever run, what the steps before it give. A field is dragged into a setting. */
function Input({ node, types, results }: Omit<WideInspectorProps, 'onClose'>) {
  const graph = useDraft((state) => state.graph)
  const seen = results.results.get(node.id)?.step.input
  if (seen !== undefined && seen !== null)
    return (
      <>
        <DragHint />
        <DataView value={seen} label="Input" from="$input" />
      </>
    )
  const before = edgesInto(graph, node.id).map((edge) => edge.from)
  const known = before.filter((id) => results.pins.has(id) || results.results.get(id)?.step.output)
  if (known.length === 0) return <Expected graph={graph} node={node} types={types} />
  return (
    <div className="flex flex-col gap-4">
      <DragHint />
      {known.map((id) => {
        const from = `From “${graph.nodes.get(id)?.name}”`
        return (
          <div key={id}>
            <p className="mb-1 text-dense text-ink-2">{from}</p>
            <DataView value={results.pins.get(id)?.output ?? results.results.get(id)?.step.output} label={from} from={`$steps.${id}`} />
          </div>
        )
      })}
    </div>
  )
}

const DragHint = () => <p className="text-xs text-ink-3 pointer-coarse:hidden">Drag a field into a setting to use it there.</p>

/** Before anything was run: the fields that the steps before are known to give. */
function Expected({ graph, node, types }: { graph: Graph; node: NodeDefinition; types: ReadonlyMap<string, NodeType> }) {
  const shape = useMemo(() => flowOf(graph, types).arriving(node.id), [graph, node.id, types])
  const fields = shape && outlineOf(shape)
  if (typeof fields !== 'object') return <p className="text-dense text-ink-2">Run up to here to see what arrives.</p>
  return (
    <>
      <p className="text-dense text-ink-2">This will arrive. Run up to here to see it with its values.</p>
      <DragHint />
      <JsonTree value={fields} from="$input" />
    </>
  )
}
