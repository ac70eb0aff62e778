import { useState } from 'react'
import { useReadSchema } from '../../../api/forms'
import { Button, type ButtonKind } from '../../../ui/Button'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Input, Textarea } from '../../../ui/Field'
import { readFile } from '../model/importing'

/** A form that was exported, or a JSON Schema of any draft, on its way to become a form. */
export function useSchemaReader() {
  const [text, setText] = useState('')
  const read = useReadSchema()
  const file = text.trim() === '' ? undefined : readFile(text)
  return {
    text,
    file,
    found: read.data,
    error: read.error,
    busy: read.isPending,
    write: (written: string) => {
      setText(written)
      read.reset()
    },
    ask: () => file && 'schema' in file && read.mutate(file.schema),
  }
}

type Reader = ReturnType<typeof useSchemaReader>

export const ReadIt = ({ reader, kind = 'plain' }: { reader: Reader; kind?: ButtonKind }) => (
  <Button kind={kind} busy={reader.busy} disabled={!reader.file || 'fault' in reader.file} onClick={reader.ask}>
    Read it
  </Button>
)

/** Takes the file, and tells what becomes of it before anything is made or replaced. */
export function SchemaReader({ reader }: { reader: Reader }) {
  const { text, file, found, error, write } = reader
  return (
    <>
      <Field label="File">
        <Input
          type="file"
          accept=".json,application/json,application/schema+json"
          className="py-1.5"
          onChange={(event) => void event.target.files?.[0]?.text().then(write)}
        />
      </Field>
      <Field label="JSON" error={file && 'fault' in file ? file.fault : undefined}>
        <Textarea
          rows={found ? 5 : 12}
          value={text}
          spellCheck={false}
          onChange={(event) => write(event.target.value)}
          className="font-mono text-dense"
        />
      </Field>
      {error && <ErrorState error={error} compact />}
      {found && <Report {...found} />}
    </>
  )
}

type Found = NonNullable<Reader['found']>

function Report({ definition, report }: Found) {
  const fields = Object.keys(definition.schema.properties ?? {}).length
  return (
    <section aria-label="What was read" className="flex flex-col gap-2 text-dense">
      <p>
        {fields} fields, from {report.from === 'unstated' ? 'a schema that names no draft' : report.from}.
        {report.changes.length === 0 ? ' Nothing had to be changed.' : ''}
      </p>
      {report.notes.length > 0 && (
        <div>
          <p className="font-medium text-attention">Kept, but not asked as it is meant:</p>
          <Places label="What cannot be asked" items={report.notes} />
        </div>
      )}
      {report.changes.length > 0 && (
        <div>
          <p className="font-medium">Written otherwise than it was:</p>
          <Places label="What was changed" items={report.changes} />
        </div>
      )}
    </section>
  )
}

const Places = ({ label, items }: { label: string; items: Found['report']['notes'] }) => (
  <ul aria-label={label} className="mt-1 list-disc pl-5 text-ink-2">
    {items.map((one) => (
      <li key={one.path + one.message}>
        <code className="font-mono text-xs wrap-anywhere">{one.path || '/'}</code>: {one.message}
      </li>
    ))}
  </ul>
)
