import { useState } from 'react'
import { useMay } from '../../api/session'
import { Button } from '../../ui/Button'
import { Field, Input } from '../../ui/Field'
import { Card } from '../../ui/PageHeader'
import { toastDone, toastFailed } from '../../ui/Toast'
import { type Colleague, usePeople, usePeopleAct } from './people'

/** What people know about: a stage can be open to whoever has a skill. */
export function Skills() {
  const people = usePeople().data ?? []
  const mayEdit = useMay()('users.manage')
  const [edited, setEdited] = useState<string | null>(null)
  return (
    <Card className="mt-5">
      <p className="border-b border-line px-4 py-3 text-ink-2">
        A stage of a review can be open to whoever knows about something, such as tax or Norwegian.
      </p>
      <ul className="divide-y divide-line">
        {people.map((person) => (
          <li key={person.id} className="px-4 py-3">
            {edited === person.id ? (
              <SkillsForm person={person} onDone={() => setEdited(null)} />
            ) : (
              <div className="flex items-center gap-3">
                <span className="min-w-0 flex-1">
                  <span className="block font-medium wrap-anywhere">{person.name}</span>
                  <span className="block text-dense text-ink-2 wrap-anywhere">{person.skills.join(', ') || 'Nothing noted'}</span>
                </span>
                {mayEdit && (
                  <Button size="small" aria-label={`Edit the skills of ${person.name}`} onClick={() => setEdited(person.id)}>
                    Edit
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function SkillsForm({ person, onDone }: { person: Colleague; onDone: () => void }) {
  const [text, setText] = useState(person.skills.join(', '))
  const act = usePeopleAct()
  const save = () =>
    act.mutate(
      { act: 'skills', person: person.id, skills: text.split(',').map((one) => one.trim()).filter(Boolean) },
      {
        onError: toastFailed,
        onSuccess: () => {
          toastDone(`Noted what ${person.name} knows about.`)
          onDone()
        },
      },
    )
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field label={`${person.name} knows about`} help="Separated by commas." className="min-w-56 flex-1">
        <Input value={text} autoFocus onChange={(event) => setText(event.target.value)} />
      </Field>
      <Button type="submit" kind="primary" busy={act.isPending}>
        Save
      </Button>
      <Button onClick={onDone}>Cancel</Button>
    </form>
  )
}
