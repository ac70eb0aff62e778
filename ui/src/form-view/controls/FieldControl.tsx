import { writeAnswer } from '../answers'
import { ChecksControl, ConsentControl, DropdownControl, RadioControl } from './ChoiceControl'
import { controlId, type ControlProps } from './control'
import { RowsControl } from './RowsControl'
import { TextControl } from './TextControl'

/** The control for a field, by its widget. */
export function FieldControl(props: ControlProps) {
  switch (props.field.widget) {
    case 'choice':
    case 'yesNo':
    case 'scale':
      return <RadioControl {...props} />
    case 'choices':
      return <ChecksControl {...props} />
    case 'dropdown':
      return <DropdownControl {...props} />
    case 'consent':
      return <ConsentControl {...props} />
    case 'rows':
      return <RowsControl {...props} />
    case 'calculated':
      return <Calculated {...props} />
    case 'statement':
      return <Statement {...props} />
    case 'hidden':
      return null
    case 'text':
    case 'longText':
    case 'email':
    case 'number':
    case 'date':
    case 'time':
    case 'dateTime':
      return <TextControl {...props} />
  }
}

function Calculated({ field, path, value }: ControlProps) {
  return (
    <div className="rounded-lg bg-sheet px-4 py-3">
      <p className="text-sm text-ink-2">{field.label}</p>
      <output id={controlId(path)} className="mt-1 block text-xl font-semibold tabular-nums">
        {writeAnswer(field, value) || '–'}
      </output>
      {field.help && <p className="mt-1 text-sm text-ink-2">{field.help}</p>}
    </div>
  )
}

function Statement({ field }: ControlProps) {
  return (
    <section>
      <h2 className="text-lg font-semibold wrap-anywhere">{field.label}</h2>
      {field.help && <p className="mt-1 text-base whitespace-pre-line text-ink-2 wrap-anywhere">{field.help}</p>}
    </section>
  )
}
