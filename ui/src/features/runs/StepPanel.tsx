import { Download, ExternalLink, RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Run, runCan, type Step } from '../../api/runs'
import { useMay } from '../../api/session'
import { sideLook } from '../../graph/canvas/side'
import type { Graph } from '../../graph/model/graph'
import { classes } from '../../lib/classes'
import { useFilters } from '../../lib/useFilters'
import { between, dateTimeText, exactText } from '../../lib/time'
import { useNow } from '../../lib/useNow'
import { Button, IconButton } from '../../ui/Button'
import { DataView } from '../../ui/data/DataView'
import { Select } from '../../ui/Field'
import { stateOf, StatusPill } from '../../ui/Pill'
import { Tabs } from '../../ui/Tabs'
import { iterationText } from './marks'
import { RedriveDialog } from './RedriveDialog'

interface StepPanelProps {
  run: Run
  graph: Graph
  nodeId: string
  onClose: () => void
}

/** What went into a step and what came out; of the whole run, while no step is chosen. */
export function StepPanel({ run, graph, nodeId, onClose }: StepPanelProps) {
  const [{ tab, iteration }, set] = useFilters('tab', 'iteration')
  const node = graph.nodes.get(nodeId)
  const steps = run.steps.filter((step) => step.nodeId === nodeId)
  const step = steps.find((one) => one.iteration === iteration) ?? steps[0]
  const shown = node ? { input: step?.input, output: step?.output } : { input: run.input, output: run.output }
  const tabs = [
    { value: 'output', label: 'Output', content: <Padded><DataView value={shown.output} label="Output" /></Padded> },
    { value: 'input', label: 'Input', content: <Padded><DataView value={shown.input} label="Input" /></Padded> },
    ...(node
      ? [{ value: 'settings', label: 'Settings', content: <Padded><DataView value={node.config} label="Settings" /></Padded> }]
      : []),
  ]
  return (
    <aside
      aria-label={node ? `Step ${node.name}` : 'The whole run'}
      className={classes(sideLook, !node && 'max-md:static max-md:h-auto')}
    >
      <div className="flex items-center gap-2 px-4 pt-3 pb-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{node?.name ?? 'The whole run'}</h2>
        {node && <IconButton icon={X} label="Close the step" size="small" onClick={onClose} />}
      </div>
      {node && steps.length > 1 && (
        <div className="px-4 pb-2">
          <Select
            aria-label="Which item"
            value={step?.iteration ?? ''}
            options={steps.map((one) => ({
              value: one.iteration,
              label: `Item ${iterationText(one.iteration)}: ${stateOf(one.status).word.toLowerCase()}`,
            }))}
            onPick={(next) => set({ iteration: next })}
          />
        </div>
      )}
      {node && (step ? <StepFacts run={run} step={step} /> : <p className="px-4 pb-3 text-ink-3">The run has not come here.</p>)}
      <Tabs
        fill
        label="Data"
        tabs={tabs}
        value={tabs.some((one) => one.value === tab) ? tab : 'output'}
        onChange={(next) => set({ tab: next })}
      />
    </aside>
  )
}

const Padded = ({ children }: { children: React.ReactNode }) => <div className="p-4">{children}</div>

function StepFacts({ run, step }: { run: Run; step: Step }) {
  const now = useNow()
  const [driving, setDriving] = useState(false)
  const may = useMay()('runs.control')
  return (
    <div className="flex flex-col gap-2 px-4 pb-3 text-dense">
      <div className="flex flex-wrap items-center gap-2">
        <StatusPill status={step.status} />
        {step.startedAt && (
          <span className="text-ink-2" title={exactText(step.startedAt)}>
            {dateTimeText(step.startedAt)}, {between(step.startedAt, step.endedAt, now)}
          </span>
        )}
        {step.attempt > 1 && <span className="text-ink-2">attempt {step.attempt}</span>}
        {step.port && step.port !== 'out' && <span className="text-ink-2">left by “{step.port}”</span>}
      </div>
      <FileLink output={step.output} />
      {step.error && (
        <div className="rounded-field bg-failed/8 p-2.5 text-failed">
          <p className="wrap-anywhere">{step.error.message}</p>
          <p className="font-mono text-xs">{step.error.code}</p>
        </div>
      )}
      {step.waitingFor && (
        <div className="rounded-field border border-waiting/40 bg-waiting/8 p-2.5">
          <p>{step.waitingFor.description}</p>
          {step.waitingFor.until && <p className="text-ink-2">Until {dateTimeText(step.waitingFor.until)} at the latest.</p>}
          {step.waitingFor.link && <WaitLink to={step.waitingFor.link} />}
        </div>
      )}
      {step.retryAt && <p className="text-attention">Tried again {dateTimeText(step.retryAt)}.</p>}
      {step.items && (
        <p className="text-ink-2">
          {step.items.begun} of {step.items.count} items begun, {step.items.active} under way, {step.items.failed} failed.
        </p>
      )}
      {may && runCan.redriveFrom(run) && step.status !== 'skipped' && (
        <div>
          <Button size="small" icon={RotateCcw} onClick={() => setDriving(true)}>
            Do again from here…
          </Button>
          <RedriveDialog
            open={driving}
            onOpenChange={setDriving}
            ids={[run.id]}
            steps={[{ nodeId: step.nodeId, iteration: step.iteration }]}
          />
        </div>
      )}
    </div>
  )
}

/** A step that made a file offers it. */
function FileLink({ output }: { output: unknown }) {
  const { url, name } = (output ?? {}) as { url?: unknown; name?: unknown }
  if (typeof url !== 'string' || typeof name !== 'string' || !/^\/api\/files\/[\w-]+$/.test(url)) return null
  return (
    <a href={url} download={name} className="inline-flex items-center gap-1 font-medium text-accent wrap-anywhere">
      <Download size={14} aria-hidden className="shrink-0" /> Download {name}
    </a>
  )
}

/** Places of this application open here; anything else is shown as text only. */
function WaitLink({ to }: { to: string }) {
  if (!to.startsWith('/') || to.startsWith('//')) return <p className="font-mono text-xs wrap-anywhere">{to}</p>
  return (
    <Link to={to} className="inline-flex items-center gap-1 font-medium text-accent">
      <ExternalLink size={14} aria-hidden /> Open it
    </Link>
  )
}
