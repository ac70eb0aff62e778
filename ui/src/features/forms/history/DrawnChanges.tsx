import { FieldControl } from '../../../form-view/controls/FieldControl'
import type { FormDefinition } from '../../../form-view/definition'
import { pointer } from '../../../form-view/problems'
import { classes } from '../../../lib/classes'
import { type DrawnField, drawnBetween } from './changes'

const looks = {
  added: { word: 'Added', frame: 'border-s-done bg-done/6', tone: 'text-done' },
  removed: { word: 'Removed', frame: 'border-s-failed bg-failed/6 opacity-75', tone: 'text-failed' },
  changed: { word: 'Changed', frame: 'border-s-running bg-running/6', tone: 'text-running' },
  same: { word: '', frame: 'border-s-transparent', tone: '' },
}

/** Both versions in one picture: the form as it is, with what is new, what is different and what is gone marked at its place. */
export function DrawnChanges({ before, after }: { before: FormDefinition; after: FormDefinition }) {
  return (
    <ol className="grid gap-3 p-4">
      {drawnBetween(before, after).map((one) => (
        <Drawn key={`${one.kind}${one.field.name}`} drawn={one} />
      ))}
    </ol>
  )
}

function Drawn({ drawn: { field, kind, details } }: { drawn: DrawnField }) {
  const { word, frame, tone } = looks[kind]
  return (
    <li className={classes('rounded-card border border-s-4 border-line p-3', frame)}>
      {word && <p className={classes('mb-1 text-dense font-medium', tone)}>{word}</p>}
      <div inert className="pointer-events-none">
        <FieldControl
          field={field}
          path={pointer(`drawn-${kind}`, field.name)}
          value={undefined}
          onChange={() => undefined}
          problemAt={() => undefined}
          required={field.required || field.requiredIf !== undefined}
        />
        {field.widget === 'hidden' && <p className="text-ink-3">{field.label}: not shown</p>}
      </div>
      {details.length > 0 && (
        <ul className="mt-2 text-dense text-ink-2">
          {details.map((detail) => (
            <li key={detail} className="wrap-anywhere">
              {detail}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
