import { writeAnswer } from '../answers'
import { useTexts } from '../texts/texts'
import { ChecksControl, ConsentControl, DropdownControl, RadioControl } from './ChoiceControl'
import { controlId, type ControlProps } from './control'
import { FileControl } from './FileControl'
import { GridControl } from './rows/GridControl'
import { ListControl } from './rows/ListControl'
import { LookupControl } from './LookupControl'
import { MatrixControl } from './MatrixControl'
import { AddressControl, MoneyControl } from './PartsControl'
import { RepeatControl } from './rows/RepeatControl'
import { SignatureControl } from './SignatureControl'
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
    case 'list':
      return <ListControl {...props} />
    case 'rows':
      return <GridControl {...props} />
    case 'repeat':
      return <RepeatControl {...props} />
    case 'money':
      return <MoneyControl {...props} />
    case 'address':
      return <AddressControl {...props} />
    case 'matrix':
      return <MatrixControl {...props} />
    case 'file':
      return <FileControl {...props} />
    case 'signature':
      return <SignatureControl {...props} />
    case 'lookup':
      return <LookupControl {...props} />
    case 'calculated':
      return <Calculated {...props} />
    case 'section':
      return <Section {...props} />
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
  const texts = useTexts()
  return (
    <div className="rounded-lg border border-line bg-sheet px-4 py-3">
      <p className="text-sm text-ink-2">{field.label}</p>
      <output id={controlId(path)} className="mt-1 block text-xl font-semibold tabular-nums">
        {writeAnswer(field, value, texts) || '–'}
      </output>
      {field.help && <p className="mt-1 text-sm text-ink-2">{field.help}</p>}
    </div>
  )
}

function Section({ field }: ControlProps) {
  return (
    <div className="border-t border-line pt-6 [:first-child>&]:border-0 [:first-child>&]:pt-0">
      <h2 className="text-xl font-semibold wrap-anywhere">{field.label}</h2>
      {field.help && <p className="mt-1 text-base whitespace-pre-line text-ink-2 wrap-anywhere">{field.help}</p>}
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
