import type { AnswerChange, ResponseDetail } from '../../../api/responses'
import { writeAnswer } from '../../../form-view/answers'
import type { Field } from '../../../form-view/form'
import { dateTimeText } from '../../../lib/time'
import { Card } from '../../../ui/PageHeader'

const acts = [
  ['response.submitted', 'sent the answers'],
  ['response.amended', 'amended the answers'],
  ['response.corrected', 'corrected the answers'],
  ['response.correction-asked', 'asked for a correction'],
  ['response.withdrawn', 'withdrew the response'],
] as const

/** Who did what to the answers, newest first. */
export function ResponseHistory({ response, fields }: { response: ResponseDetail; fields: Field[] }) {
  return (
    <Card title="History">
      <ol className="divide-y divide-line">
        {response.history.toReversed().map((entry) => (
          <li key={entry.version} className="px-4 py-3">
            <p>
              <span className="font-medium wrap-anywhere">{entry.actor}</span>{' '}
              {acts.find(([type]) => entry.type.startsWith(type))?.[1] ?? entry.type}
            </p>
            <p className="text-dense text-ink-3">{dateTimeText(entry.timestamp)}</p>
            {entry.reason && <p className="mt-1 whitespace-pre-line wrap-anywhere">“{entry.reason}”</p>}
            {entry.changes.length > 0 && (
              <dl className="mt-2 grid gap-2 text-dense">
                {inOrder(entry.changes, fields).map((change) => (
                  <Change key={change.field} change={change} field={fields.find((one) => one.name === change.field)} />
                ))}
              </dl>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** As the form asks them. */
const inOrder = (changes: readonly AnswerChange[], fields: Field[]) =>
  changes.toSorted((one, other) => placeOf(one, fields) - placeOf(other, fields))

const placeOf = ({ field }: AnswerChange, fields: Field[]): number =>
  (fields.findIndex((one) => one.name === field) + fields.length + 1) % (fields.length + 1)

function Change({ change, field }: { change: AnswerChange; field: Field | undefined }) {
  const say = (value: unknown) => (field ? writeAnswer(field, value) : JSON.stringify(value)) || 'no answer'
  return (
    <div>
      <dt className="text-ink-2">{field?.label ?? change.field}</dt>
      <dd className="wrap-anywhere">
        <del className="text-failed">
          <span className="sr-only">before: </span>
          {say(change.before)}
        </del>{' '}
        →{' '}
        <ins className="font-medium text-done no-underline">
          <span className="sr-only">after: </span>
          {say(change.after)}
        </ins>
      </dd>
    </div>
  )
}
