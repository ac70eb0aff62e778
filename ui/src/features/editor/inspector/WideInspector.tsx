import type { NodeType } from '../../../api/nodes'
import type { NodeDefinition } from '../../../graph/model/definition'
import { edgesInto } from '../../../graph/model/graph'
import { DataView } from '../../../ui/data/DataView'
import { Dialog } from '../../../ui/Dialog'
import { useDraft } from '../draft/store'
import { OutputPane } from '../trial/OutputPane'
import { TryButtons } from '../trial/TryButtons'
import type { Results } from '../trial/useResults'
import { Settings } from './Inspector'

interface WideInspectorProps {
  node: NodeDefinition
  type: NodeType | undefined
  results: Results
  onClose: () => void
}

/** Input on the left, settings in the middle, output on the right. */
export function WideInspector({ node, type, results, onClose }: WideInspectorProps) {
  return (
    <Dialog open wide="full" onOpenChange={onClose} title={node.name} description={type?.description ?? ''}>
      <div className="grid gap-4 lg:grid-cols-[1fr_1.3fr_1fr]">
        <section aria-label="Input">
          <h3 className="mb-2 font-semibold">Input</h3>
          <Input node={node} results={results} />
        </section>
        <section aria-label="Settings" className="rounded-card border border-line">
          <Settings node={node} type={type} results={results} />
        </section>
        <section aria-label="Output" className="flex flex-col gap-2">
          <h3 className="font-semibold">Output</h3>
          <TryButtons nodeId={node.id} results={results} />
          <OutputPane nodeId={node.id} results={results} />
        </section>
      </div>
    </Dialog>
  )
}

/** What the step was given; before it was ever run, what the steps before it give. */
function Input({ node, results }: { node: NodeDefinition; results: Results }) {
  const graph = useDraft((state) => state.graph)
  const seen = results.results.get(node.id)?.step.input
  if (seen !== undefined && seen !== null) return <DataView value={seen} label="Input" />
  const before = edgesInto(graph, node.id).map((edge) => edge.from)
  const known = before.filter((id) => results.pins.has(id) || results.results.get(id)?.step.output)
  if (known.length === 0) return <p className="text-dense text-ink-3">Run up to here to see what arrives.</p>
  return (
    <div className="flex flex-col gap-4">
      {known.map((id) => {
        const from = `From “${graph.nodes.get(id)?.name}”`
        return (
          <div key={id}>
            <p className="mb-1 text-dense text-ink-2">{from}</p>
            <DataView value={results.pins.get(id)?.output ?? results.results.get(id)?.step.output} label={from} />
          </div>
        )
      })}
    </div>
  )
}
