import { useQuery } from '@tanstack/react-query'
import { ExternalLink, Plus } from 'lucide-react'
import { type ReactNode, Suspense, use, useState } from 'react'
import { type ConnectionKind, connectionsQuery } from '../api/connections'
import { useForms } from '../api/forms'
import { useMay } from '../api/session'
import { useWorkflows } from '../api/workflows'
import { paths } from '../app/paths'
import { Button } from '../ui/Button'
import { lazyPart } from '../ui/ErrorState'
import { Input, Select } from '../ui/Field'
import { Surroundings } from './context'
import { cronWords } from '../lib/cron'
import { textOf } from './kinds'
import { useNextTimes } from './nextTimes'
import type { FieldProps } from './SchemaField'

interface PickProps extends FieldProps {
  items: { id: string; name: string }[] | undefined
  what: string
}

function Pick({ value, onChange, items, what }: PickProps) {
  const { readOnly } = use(Surroundings)
  const now = textOf(value)
  const known = (items ?? []).map((item) => ({ value: item.id, label: item.name }))
  const none = { value: '', label: items ? `Choose a ${what}…` : 'Loading…' }
  const lost = now !== '' && !known.some((item) => item.value === now) ? [{ value: now, label: now }] : []
  return (
    <Select
      options={[none, ...known, ...lost]}
      value={now}
      disabled={readOnly}
      onPick={(next) => onChange(next === '' ? undefined : next)}
    />
  )
}

/** Made where it is needed: the dialog is fetched when it is asked for. */
const ConnectionDialog = lazyPart(() => import('../features/connections/ConnectionDialog').then((m) => m.ConnectionDialog))

export function ConnectionField(props: FieldProps) {
  const { readOnly } = use(Surroundings)
  const [making, setMaking] = useState(false)
  const may = useMay()
  const kind = props.field.schema['x-kind'] as ConnectionKind | undefined
  const all = useQuery(connectionsQuery).data
  // One of another kind was chosen elsewhere: it is named all the same.
  const fitting = all?.filter((one) => kind === undefined || one.kind === kind || one.id === props.value)
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Pick {...props} what="connection" items={fitting} />
      {!readOnly && may('connections.edit') && (
        <Button size="small" icon={Plus} onClick={() => setMaking(true)}>
          New connection
        </Button>
      )}
      {making && (
        <Suspense>
          <ConnectionDialog connection={null} kind={kind} onMade={props.onChange} onClose={() => setMaking(false)} />
        </Suspense>
      )}
    </div>
  )
}

export const FormField = (props: FieldProps) => (
  <WithLink to={typeof props.value === 'string' ? paths.form({ formId: props.value }) : null} words="Open the form">
    <Pick {...props} what="form" items={useForms().items} />
  </WithLink>
)

export const WorkflowField = (props: FieldProps) => (
  <WithLink to={typeof props.value === 'string' ? paths.workflow({ workflowId: props.value }) : null} words="Open the workflow">
    <Pick {...props} what="workflow" items={useWorkflows({}).items} />
  </WithLink>
)

/** What was picked is one click away; in a tab of its own, so that nothing here is left. */
function WithLink({ to, words, children }: { to: string | null; words: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-1.5">
      {children}
      {to && (
        <a href={to} target="_blank" rel="noreferrer" className="flex items-center gap-1 text-dense text-accent pointer-coarse:min-h-11">
          {words} <ExternalLink size={13} aria-hidden />
          <span className="sr-only">, in a new tab</span>
        </a>
      )}
    </div>
  )
}

const usual = [
  { value: '', label: 'Usual times…' },
  { value: '0 9 * * 1-5', label: 'Working days at 9:00' },
  { value: '0 9 * * 1', label: 'Mondays at 9:00' },
  { value: '0 9 1 * *', label: 'First of the month at 9:00' },
  { value: '0 9 1 1,4,7,10 *', label: 'First day of each quarter at 9:00' },
  { value: '0 * * * *', label: 'Every hour' },
  { value: '*/15 * * * *', label: 'Every 15 minutes' },
]

export function CronField({ value, onChange }: FieldProps) {
  const { readOnly, config } = use(Surroundings)
  const text = textOf(value)
  const timezone = textOf(config?.['timezone']) || 'UTC'
  return (
    <div className="flex flex-col gap-1.5">
      <Input
        value={text}
        readOnly={readOnly}
        placeholder="minute hour day month weekday"
        className="font-mono text-dense"
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      />
      {text !== '' && <p className="text-dense text-ink-2">{cronWords(text) ?? 'Five fields: minute, hour, day, month, weekday.'}</p>}
      <NextTimes cron={text} timezone={timezone} />
      <Select aria-label="Usual times" options={usual} value="" disabled={readOnly} onPick={(next) => next && onChange(next)} />
    </div>
  )
}

/** When it fires next, where it is meant; nothing while the expression is not whole. */
function NextTimes({ cron, timezone }: { cron: string; timezone: string }) {
  const { data } = useNextTimes(cron, timezone)
  if (!data) return null
  if (data.length === 0) return <p className="text-dense text-attention">It never fires.</p>
  return <p className="text-dense text-ink-3">Next: {data.map((at) => timeIn(at, timezone)).join(', ')}</p>
}

function timeIn(at: string, timezone: string): string {
  try {
    return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone }).format(new Date(at))
  } catch {
    return new Date(at).toLocaleString()
  }
}
