import type { NodeType } from '../../../api/nodes'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { useDraft } from '../draft/store'
import { useTrials } from './trial'

/** Before a trial sends or writes anything, it says what and asks. */
export function HeldDialog({ types }: { types: ReadonlyMap<string, NodeType> }) {
  const held = useTrials((state) => state.held)
  const graph = useDraft((state) => state.graph)
  if (!held) return null
  const close = () => useTrials.setState({ held: null })
  const canBeDone = held.steps.some((step) => step.reason.startsWith('It reaches outside'))
  return (
    <Dialog
      open
      onOpenChange={close}
      title="The trial stopped before these steps"
      description="Nothing has been sent or written. To go on without doing so, pin an output to them."
      footer={
        <>
          <Button onClick={close}>Leave them</Button>
          {canBeDone && (
            <Button
              kind="danger"
              onClick={() => {
                close()
                held.again()
              }}
            >
              Really do so
            </Button>
          )}
        </>
      }
    >
      <ul className="flex flex-col gap-2">
        {held.steps.map((step) => {
          const node = graph.nodes.get(step.nodeId)
          return (
            <li key={`${step.nodeId}${step.iteration}`}>
              <span className="font-medium">{node?.name ?? step.nodeId}</span>{' '}
              <span className="text-ink-3">{types.get(node?.type ?? '')?.name}</span>
              <p className="text-dense text-ink-2">{step.reason}</p>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
