import { Pin, PinOff, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { usePin, useUnpin } from './api'
import { whyStale } from '../../../graph/check/stale'
import type { Graph } from '../../../graph/model/graph'
import { Button } from '../../../ui/Button'
import { DataView } from '../../../ui/data/DataView'
import { Field, Textarea } from '../../../ui/Field'
import { RelativeTime } from '../../../ui/RelativeTime'
import { toastFailed } from '../../../ui/Toast'
import { useDraft } from '../draft/store'
import { PastOutputs } from './PastOutputs'
import type { Results } from './useResults'

/** What the step gave, where that is from, and whether it still holds; pinned, the steps after it are tried on it. */
export function OutputPane({ nodeId, results }: { nodeId: string; results: Results }) {
  const { workflowId, graph, editable } = useDraft()
  const [writing, setWriting] = useState<string | null>(null)
  const pin = usePin(workflowId)
  const unpin = useUnpin(workflowId)
  const pinned = results.pins.get(nodeId)
  const result = results.results.get(nodeId)
  const output = pinned ? pinned.output : result?.step.output
  const keep = (value: unknown, origin: string, port = result?.step.port ?? null) =>
    pin.mutate({ nodeId, output: value, port, origin }, { onError: toastFailed })
  return (
    <div className="flex flex-col gap-2">
      <Origin nodeId={nodeId} graph={graph} results={results} />
      {writing === null ? (
        <DataView value={output} label="Output" />
      ) : (
        <Writing
          text={writing}
          onDone={(value) => {
            keep(value, 'typed in')
            setWriting(null)
          }}
          onCancel={() => setWriting(null)}
        />
      )}
      {editable && writing === null && (
        <div className="flex flex-wrap gap-2">
          {pinned ? (
            <Button size="small" icon={PinOff} onClick={() => unpin.mutate(nodeId, { onError: toastFailed })}>
              Unpin
            </Button>
          ) : (
            <Button
              size="small"
              icon={Pin}
              disabled={!result || result.step.output === null}
              onClick={() => keep(output, result?.origin === 'trial' ? 'a trial' : 'a run')}
            >
              Pin this output
            </Button>
          )}
          <PastOutputs
            workflowId={workflowId}
            nodeId={nodeId}
            onTake={(step, origin) => keep(step.output, origin, step.port)}
          />
          <Button size="small" onClick={() => setWriting(JSON.stringify(output ?? {}, null, 2))}>
            Write test data
          </Button>
        </div>
      )}
    </div>
  )
}

function Origin({ nodeId, graph, results }: { nodeId: string; graph: Graph; results: Results }) {
  const pinned = results.pins.get(nodeId)
  const result = results.results.get(nodeId)
  if (pinned)
    return (
      <p className="flex items-center gap-1.5 text-dense text-ink-2">
        <Pin size={14} aria-hidden className="shrink-0 text-accent" />
        <span>
          Pinned{pinned.pinnedBy ? ` by ${pinned.pinnedBy}` : ''} <RelativeTime at={pinned.pinnedAt} />
          {pinned.origin ? `, from ${pinned.origin}` : ''}. Real runs know nothing of it.
        </span>
      </p>
    )
  if (!result) return <p className="text-dense text-ink-3">Run this step to see what it gives.</p>
  const stale = whyStale(result.graph, graph, nodeId)
  return (
    <>
      <p className="text-dense text-ink-2">
        From {result.origin === 'trial' ? 'a trial' : 'a run'} {result.step.endedAt && <RelativeTime at={result.step.endedAt} />}
        {result.step.port && result.step.port !== 'out' ? `, left by “${result.step.port}”` : ''}.
      </p>
      {stale && (
        <p className="flex items-center gap-1.5 text-dense text-attention">
          <TriangleAlert size={14} aria-hidden className="shrink-0" /> Stale: {stale}
        </p>
      )}
      {result.step.error && <p className="text-dense wrap-anywhere text-failed">{result.step.error.message}</p>}
    </>
  )
}

function Writing({ text, onDone, onCancel }: { text: string; onDone: (value: unknown) => void; onCancel: () => void }) {
  const [now, setNow] = useState(text)
  const [fault, setFault] = useState<string | null>(null)
  const done = () => {
    try {
      onDone(JSON.parse(now))
    } catch {
      setFault('This is not valid JSON. Look for a missing quote or comma.')
    }
  }
  return (
    <div className="flex flex-col gap-2">
      <Field label="Test data" error={fault} help="Kept apart from the workflow: never published or exported.">
        <Textarea
          autoFocus
          rows={12}
          spellCheck={false}
          value={now}
          onChange={(event) => setNow(event.target.value)}
          className="font-mono text-dense"
        />
      </Field>
      <div className="flex gap-2">
        <Button size="small" kind="primary" onClick={done}>
          Pin it
        </Button>
        <Button size="small" onClick={onCancel}>
          Leave it
        </Button>
      </div>
    </div>
  )
}
