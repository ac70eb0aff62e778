import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { connectionsQuery } from '../../../api/connections'
import { useTryLookup } from '../../../api/forms'
import type { FieldSettings } from '../../../form-view/definition'
import type { Field as FormField } from '../../../form-view/form'
import { Button } from '../../../ui/Button'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Input, Select, Textarea } from '../../../ui/Field'
import { edit, useBuilder } from '../model/builder'
import { changeAt, type QuestionAt, settingsAt } from './places'
import { ChoiceList } from './ChoiceList'

type Settings = NonNullable<FieldSettings['lookup']>

const example = "select code, name from suppliers\nwhere name ilike '%' || :search || '%'\norder by name"
const sources = [
  { value: 'list', label: 'A list that is written here' },
  { value: 'database', label: 'A query in a database' },
]

const withoutList = { enum: undefined, oneOf: undefined, maxLength: 200 } as never

/** Where the choices of a lookup come from. */
export function LookupSource(place: QuestionAt) {
  const { field, within } = place
  const lookup = useBuilder((state) => settingsAt(state.draft, place).lookup)
  const take = (source: string) =>
    edit((draft) =>
      source === 'database'
        ? changeAt(draft, place, { lookup: { query: example } }, withoutList)
        : changeAt(draft, place, { lookup: undefined } as never, { enum: ['First answer', 'Second answer'] }),
    )
  return (
    <>
      <Field label="Choices come from">
        <Select value={lookup ? 'database' : 'list'} options={sources} onPick={take} />
      </Field>
      {lookup ? <Query field={field} within={within} lookup={lookup} /> : <ChoiceList field={field} within={within} />}
    </>
  )
}

function Query({ lookup, ...place }: QuestionAt & { lookup: Settings }) {
  const connections = useQuery(connectionsQuery).data?.filter((one) => one.kind === 'postgres') ?? []
  const set = (changes: Settings) =>
    edit((draft) => changeAt(draft, place, { lookup: { ...settingsAt(draft, place).lookup, ...changes } }))
  const options = [{ value: '', label: 'Choose…' }, ...connections.map(({ name }) => ({ value: name, label: name }))]
  const known = options.some((one) => one.value === (lookup.connection ?? ''))
  return (
    <>
      <Field
        label="Connection"
        help={connections.length === 0 && 'There is no database connection yet: add one under System, Connections.'}
      >
        <Select
          value={lookup.connection ?? ''}
          options={known ? options : [...options, { value: lookup.connection!, label: `${lookup.connection} (missing)` }]}
          onPick={(connection) => set({ connection })}
        />
      </Field>
      <Field
        label="Query"
        help=":search is what was typed. The first column is the answer, the second is shown. Who fills in sees the rows, never the query."
      >
        <Textarea
          rows={5}
          spellCheck={false}
          value={lookup.query ?? ''}
          className="font-mono text-dense"
          onChange={(event) => set({ query: event.target.value })}
        />
      </Field>
      <Field label="Looks after so many letters">
        <Select
          value={String(lookup.letters ?? 2)}
          options={['0', '1', '2', '3', '4'].map((count) => ({ value: count, label: count === '0' ? '0: at once' : count }))}
          onPick={(letters) => set({ letters: Number(letters) })}
        />
      </Field>
      <Trial field={place.field} lookup={lookup} />
    </>
  )
}

/** Asks the query as it stands, so that a fault is seen here and not by who fills in. */
function Trial({ field, lookup }: { field: FormField; lookup: Settings }) {
  const [search, setSearch] = useState('')
  const trial = useTryLookup()
  const ask = () => trial.mutate({ lookup, schema: field.schema, search })
  return (
    <section aria-label="Try the query" className="grid gap-2 rounded-card border border-line p-2">
      <div className="flex gap-2">
        <Input
          aria-label="What is typed"
          placeholder="Type as one would"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && ask()}
        />
        <Button busy={trial.isPending} disabled={!lookup.connection || !lookup.query} onClick={ask}>
          Try
        </Button>
      </div>
      {trial.isError && <ErrorState error={trial.error} compact />}
      {trial.data && (
        <ul aria-label="Found" className="max-h-40 overflow-auto text-dense">
          {trial.data.items.length === 0 && <li className="text-ink-3">Nothing found.</li>}
          {trial.data.items.map((one) => (
            <li key={String(one.value)} className="flex justify-between gap-3 py-0.5">
              <span className="wrap-anywhere">{one.label}</span>
              <span className="font-mono text-xs text-ink-3">{String(one.value)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
