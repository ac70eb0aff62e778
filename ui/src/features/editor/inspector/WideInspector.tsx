import type { NodeType } from '../../../api/nodes'
import type { NodeDefinition } from '../../../graph/model/definition'
import { DataView } from '../../../ui/data/DataView'
import { Dialog } from '../../../ui/Dialog'
import { RelativeTime } from '../../../ui/RelativeTime'
import { useDraft } from '../draft/store'
import { stepOf, useLastRun } from '../useLastRun'
import { Settings } from './Inspector'

interface WideInspectorProps {
  node: NodeDefinition
  type: NodeType | undefined
  onClose: () => void
}

/** Input on the left, settings in the middle, output on the right. */
export function WideInspector({ node, type, onClose }: WideInspectorProps) {
  const run = useLastRun(useDraft((state) => state.workflowId))
  const step = stepOf(run, node.id)
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={node.name}
      description={
        run ? (
          <>
            Data of the run started <RelativeTime at={run.startedAt} />.
          </>
        ) : (
          'Run the workflow once to see data beside the settings.'
        )
      }
    >
      <div className="grid gap-4 lg:grid-cols-[1fr_1.2fr_1fr]">
        <section aria-label="Input">
          <h3 className="mb-2 font-semibold">Input</h3>
          <DataView value={step?.input} label="Input" />
        </section>
        <section aria-label="Settings" className="rounded-card border border-line">
          <Settings node={node} type={type} />
        </section>
        <section aria-label="Output">
          <h3 className="mb-2 font-semibold">Output</h3>
          <DataView value={step?.output} label="Output" />
        </section>
      </div>
    </Dialog>
  )
}
