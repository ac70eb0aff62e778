import { useQuery } from '@tanstack/react-query'
import { ExternalLink, FlaskConical, RefreshCw, Trash2 } from 'lucide-react'
import { useEffect } from 'react'
import { testAnswersQuery, useForgetTests, useMakeTest } from '../../api/forms'
import { count } from '../../lib/text'
import { dateTimeText } from '../../lib/time'
import { Button } from '../../ui/Button'
import { JsonTree } from '../../ui/data/JsonTree'
import { ErrorState } from '../../ui/ErrorState'
import { Card } from '../../ui/PageHeader'
import { save } from './model/builder'

/** A link to try the form with, on any device and by anybody, and what was sent by such links. */
export function TestPanel({ formId }: { formId: string }) {
  const answers = useQuery(testAnswersQuery(formId))
  const make = useMakeTest(formId)
  const forget = useForgetTests(formId)
  // Whoever comes back from the test's own page wants to see what arrived.
  useEffect(() => {
    const look = () => void answers.refetch()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [answers])
  const items = answers.data?.items ?? []
  return (
    <Card title="Test answers">
      <div className="grid gap-3 p-4">
        <p className="text-ink-2">
          A test link opens the form as it is edited now, on a phone or for a colleague, and judges answers as the real
          one does. What is sent by it is kept here for 14 days: never among responses, exports, counts or runs.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button
            icon={FlaskConical}
            busy={make.isPending}
            onClick={() => void save().then(() => make.mutate())}
          >
            Make a test link
          </Button>
          <Button kind="quiet" icon={RefreshCw} onClick={() => void answers.refetch()}>
            Look again
          </Button>
          {items.length > 0 && (
            <Button kind="quiet" icon={Trash2} busy={forget.isPending} onClick={() => forget.mutate()}>
              Forget all tests
            </Button>
          )}
        </div>
        {make.isError && <ErrorState error={make.error} compact />}
        {make.data && (
          <p className="flex flex-wrap items-center gap-3">
            <a
              href={make.data.url}
              target="_blank"
              rel="noreferrer"
              className="flex items-center gap-1 text-accent underline underline-offset-2"
            >
              <ExternalLink size={14} aria-hidden /> Open the test
            </a>
            <input
              readOnly
              aria-label="Test link"
              value={make.data.url}
              onFocus={(event) => event.target.select()}
              className="min-w-0 flex-1 basis-60 bg-transparent font-mono text-dense text-ink-2"
            />
          </p>
        )}
        {answers.isError && <ErrorState error={answers.error} compact onRetry={() => void answers.refetch()} />}
        {items.length > 0 && (
          <ul
            aria-label={count(items.length, 'test answer', 'test answers')}
            className="divide-y divide-line border-t border-line"
          >
            {items.map((one) => (
              <li key={one.number} className="py-2">
                <details>
                  <summary className="cursor-pointer">
                    <span className="font-mono text-dense">{one.number}</span>{' '}
                    <span className="text-dense text-ink-2">{dateTimeText(one.at)}</span>
                  </summary>
                  <JsonTree value={one.answers} />
                </details>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}
