import { Lock } from 'lucide-react'
import type { ResponseDetail } from '../../../api/responses'
import { writeAnswer } from '../../../form-view/answers'
import { type FileAnswer, writeSize } from '../../../form-view/controls/surroundings'
import { type Field, isRows, isText } from '../../../form-view/form'
import { Card } from '../../../ui/PageHeader'

/** What was answered, field by field. */
export function Answers({ fields, response }: { fields: Field[]; response: ResponseDetail }) {
  const { answers, protected: sealed = {}, dropped = [] } = response
  return (
    <dl className="divide-y divide-line">
      {fields
        .filter((field) => !isText(field))
        .map((field) => (
          <div key={field.name} className="grid gap-x-6 gap-y-0.5 px-4 py-2.5 sm:grid-cols-2">
            <dt className="text-ink-2 wrap-anywhere">
              {field.label}
              {sealed[field.name] && (
                <span className="ms-2 inline-flex items-center gap-1 text-dense text-ink-3">
                  <Lock size={12} aria-hidden /> {sealed[field.name]}
                </span>
              )}
            </dt>
            <dd className="font-medium whitespace-pre-line tabular-nums wrap-anywhere">
              {dropped.includes(field.name) && !(field.name in answers) ? (
                <span className="font-normal text-ink-3">Not asked: hidden by the form’s logic</span>
              ) : (
                <Answer field={field} value={answers[field.name]} responseId={response.id} />
              )}
            </dd>
          </div>
        ))}
    </dl>
  )
}

function Answer({ field, value, responseId }: { field: Field; value: unknown; responseId: string }) {
  // Masked or erased: a word in place of whatever the answer was.
  if (typeof value === 'string' && (field.parts.length > 0 || isRows(field))) return value
  if ((field.widget === 'file' || field.widget === 'signature') && Array.isArray(value))
    return <Files files={value as FileAnswer[]} responseId={responseId} />
  if (!isRows(field) || !Array.isArray(value) || value.length === 0)
    return writeAnswer(field, value) || <span className="font-normal text-ink-3">No answer</span>
  return (
    <table className="w-full text-dense">
      <thead>
        <tr className="text-left text-ink-3">
          {field.columns.map((column) => (
            <th key={column.name} scope="col" className="pr-3 font-medium">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(value as Record<string, unknown>[]).map((row, at) => (
          <tr key={at}>
            {field.columns.map((column) => (
              <td key={column.name} className="pr-3 align-top">
                {column.name in row && <Answer field={column} value={row[column.name]} responseId={responseId} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What was sent along, to be opened where it was checked; the fingerprint proves which file it is. */
function Files({ files, responseId }: { files: FileAnswer[]; responseId: string }) {
  return (
    <ul className="grid gap-1">
      {files.map((file) => (
        <li key={file.id}>
          <a href={`/api/responses/${responseId}/files/${file.id}`} download className="text-accent underline">
            {file.name ?? file.id}
          </a>{' '}
          {file.size !== undefined && <span className="font-normal text-ink-3">{writeSize(file.size)}</span>}
          {file.sha256 && (
            <span className="block font-mono text-xs font-normal break-all text-ink-3">SHA-256 {file.sha256}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Answers that the form has no field for; the schema allowed them, so they are shown. */
export function Others({ form, answers }: { form: Field[]; answers: Record<string, unknown> }) {
  const known = new Set(form.map((field) => field.name))
  const others = Object.entries(answers).filter(([name]) => !known.has(name))
  if (others.length === 0) return null
  return (
    <Card title="Further data">
      <pre className="overflow-auto p-4 font-mono text-dense">
        {JSON.stringify(Object.fromEntries(others), null, 2)}
      </pre>
    </Card>
  )
}
