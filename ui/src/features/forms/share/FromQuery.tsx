import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { connectionsQuery } from '../../../api/connections'
import type { Recipient } from '../../../api/forms'
import { count } from '../../../lib/text'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Select, Textarea } from '../../../ui/Field'
import type { FromProps } from './RecipientSources'
import { asQuestionsSay, type Questions } from './recipients'
import { queryRecipients } from './sharing'

/** Recipients out of another database: the rows are shown before they are taken. */
export function FromQuery({ questions, onAdd, onClose }: FromProps & { questions: Questions }) {
  const connections = useQuery(connectionsQuery)
  const databases = (connections.data ?? []).filter((one) => one.kind === 'postgres')
  const [chosen, setChosen] = useState('')
  const [sql, setSql] = useState('select email, name, number as reference from suppliers')
  const [answer, setAnswer] = useState<Recipient[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const connection = chosen || databases[0]?.name || ''
  const { recipients: found, unknown } = asQuestionsSay(answer ?? [], questions)
  const run = () => {
    setBusy(true)
    setError(null)
    setAnswer(null)
    queryRecipients({ connection, sql })
      .then(({ items }) => setAnswer(items), setError)
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Recipients from a query"
      description="Columns named email, phone, name, reference and message are these; the others fill in answers. It can only read."
      footer={
        <>
          <Button onClick={run} busy={busy} disabled={!connection || !sql.trim()}>
            Run
          </Button>
          <Button
            kind="primary"
            disabled={found.length === 0}
            onClick={() => onAdd({ name: `Query in ${connection}`, recipients: found })}
          >
            {answer ? `Take ${count(found.length, 'person', 'people')}` : 'Take them'}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="Database" help={databases.length === 0 ? 'Make a connection to a PostgreSQL database first.' : undefined}>
          <Select
            value={connection}
            options={databases.map((one) => ({ value: one.name, label: one.name }))}
            onPick={setChosen}
            disabled={databases.length === 0}
          />
        </Field>
        <Field label="Query">
          <Textarea rows={5} value={sql} onChange={(event) => setSql(event.target.value)} className="font-mono text-dense" />
        </Field>
        {error !== null && <ErrorState error={error} compact />}
        {answer && (
          <ul aria-label="First rows" className="max-h-40 overflow-auto text-dense">
            {found.slice(0, 20).map((one, at) => (
              <li key={at} className="wrap-anywhere">
                {[one.email, one.phone, one.name, one.reference, ...Object.values(one.prefill ?? {})].filter(Boolean).join(', ')}
              </li>
            ))}
            {found.length === 0 && <li>The query found nobody.</li>}
          </ul>
        )}
        {unknown.length > 0 && (
          <p role="status" className="text-dense text-attention wrap-anywhere">
            No question is called {unknown.join(', ')}: {unknown.length === 1 ? 'this column is' : 'these columns are'} left out.
          </p>
        )}
      </div>
    </Dialog>
  )
}
