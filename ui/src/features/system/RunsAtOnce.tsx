import { useState } from 'react'
import { Link } from 'react-router'
import { type RunLimit, useLimitRuns, useRunLimit } from '../../api/runs'
import { useMay } from '../../api/session'
import { paths } from '../../app/paths'
import { count } from '../../lib/text'
import { Button } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input } from '../../ui/Field'
import { Card } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { toastDone, toastFailed } from '../../ui/Toast'

/** How many runs of the organisation may be under way at once, whatever their workflow. */
export function RunsAtOnce() {
  const limit = useRunLimit()
  return (
    <Card className="mt-5">
      <div className="flex max-w-prose flex-col gap-4 p-5">
        <p className="text-ink-2">
          Runs beyond the limit stand in line: the most urgent first, then those that came first. A run keeps its place while it
          waits for people or time. A limit for one workflow, or one for each supplier or order, is set in the settings of the
          workflow.
        </p>
        {limit.isError ? (
          <ErrorState error={limit.error} onRetry={() => void limit.refetch()} compact />
        ) : limit.data ? (
          <LimitForm key={limit.data.runsAtOnceMax} limit={limit.data} />
        ) : (
          <Skeleton className="h-24" />
        )}
      </div>
    </Card>
  )
}

function LimitForm({ limit }: { limit: RunLimit }) {
  const [text, setText] = useState(limit.runsAtOnceMax?.toString() ?? '')
  const may = useMay()('system.operate')
  const save = useLimitRuns()
  const wanted = text.trim() === '' ? null : Number(text)
  const valid = wanted === null || (Number.isInteger(wanted) && wanted >= 1 && wanted <= 10_000)
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    save.mutate(wanted, {
      onSuccess: () => toastDone(wanted === null ? 'Runs are not limited any more.' : `At most ${count(wanted, 'run')} at once.`),
      onError: toastFailed,
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label="Runs at once in the organisation"
        help="Empty: as many as come. Runs that are under way already do not count."
        error={valid ? null : 'A whole number from 1 to 10,000, or nothing.'}
      >
        <Input inputMode="numeric" className="max-w-40" value={text} readOnly={!may} onChange={(event) => setText(event.target.value)} />
      </Field>
      {limit.runsAtOnceMax !== null && (
        <p>
          {count(limit.running, 'run')} under way,{' '}
          <Link to={paths.runsInLine()} className="font-medium text-accent">
            {limit.queued} in line
          </Link>
          .
        </p>
      )}
      <div>
        <Button kind="primary" type="submit" disabled={!may || !valid || wanted === limit.runsAtOnceMax} busy={save.isPending}>
          {wanted === null && limit.runsAtOnceMax !== null ? 'Lift the limit' : 'Set the limit'}
        </Button>
      </div>
    </form>
  )
}
