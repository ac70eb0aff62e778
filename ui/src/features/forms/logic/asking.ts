import { type Field, isRows, isText } from '../../../form-view/form'
import { type Clause, isComparison, quoted, readCondition, takesValue, type Verb } from './conditions'

/** Something that an expression can name: a question, or a box of one. */
export type Asked = { path: string; label: string; field: Field }

export const askedOf = (fields: readonly Field[]): Asked[] =>
  fields.filter((field) => !isText(field)).flatMap((field) => [whole(field), ...within(field, field.parts)])

/** With the columns of tables too, which stand for what is in all of their rows. */
export const namesOf = (fields: readonly Field[]): Asked[] =>
  fields
    .filter((field) => !isText(field))
    .flatMap((field) => [whole(field), ...within(field, field.parts), ...within(field, field.columns)])

const whole = (field: Field): Asked => ({ path: quoted(field.name), label: field.label, field })

const within = (field: Field, parts: readonly Field[]): Asked[] =>
  parts.map((part) => ({
    path: `${quoted(field.name)}.${quoted(part.name)}`,
    label: `${field.label}: ${part.label}`,
    field: part,
  }))

/** Which comparisons make sense for an answer. */
export type Family = 'text' | 'number' | 'moment' | 'yesNo' | 'one' | 'many' | 'other'

export function familyOf(field: Field): Family {
  if (field.widget === 'yesNo' || field.widget === 'consent') return 'yesNo'
  if (field.widget === 'choices' || field.entry) return 'many'
  if (isRows(field) || field.parts.length > 0 || field.widget === 'file' || field.widget === 'signature') return 'other'
  if (field.choices.length > 0) return 'one'
  if (['date', 'time', 'dateTime'].includes(field.widget)) return 'moment'
  return field.schema.type === 'number' || field.schema.type === 'integer' ? 'number' : 'text'
}

const presence = { answered: 'is answered', unanswered: 'is not answered' }

const wordsOf: Record<Family, Partial<Record<Verb, string>>> = {
  text: { is: 'is', isNot: 'is not', says: 'contains', ...presence },
  number: {
    is: 'is',
    isNot: 'is not',
    over: 'is more than',
    atLeast: 'is at least',
    under: 'is less than',
    atMost: 'is at most',
    ...presence,
  },
  moment: {
    is: 'is',
    isNot: 'is not',
    over: 'is after',
    atLeast: 'is not before',
    under: 'is before',
    atMost: 'is not after',
    ...presence,
  },
  yesNo: { is: 'is', ...presence },
  one: { is: 'is', isNot: 'is not', ...presence },
  many: { includes: 'includes', includesNot: 'does not include', ...presence },
  other: presence,
}

const allWords: Partial<Record<Verb, string>> = { ...wordsOf.text, ...wordsOf.many, ...wordsOf.number }

/** The verbs for a question; one that an expression uses already is there in any case. */
export function verbsFor(field: Field | undefined, used: Verb): { value: Verb; label: string }[] {
  const words = field ? wordsOf[familyOf(field)] : allWords
  const known = Object.entries(words).map(([value, label]) => ({ value: value as Verb, label }))
  return used in words ? known : [{ value: used, label: allWords[used] ?? used }, ...known]
}

/** A condition on a question as it begins, for somebody to change. */
export function clauseOn({ path, field }: Asked): Clause {
  const [verb] = verbsFor(field, 'answered')
  return { field: path, verb: verb!.value, ...operandFor(field, firstValue(field)) }
}

const firstValue = (field: Field) => {
  const family = familyOf(field)
  if (family === 'yesNo') return 'true'
  if (field.choices.length > 0) return String(field.choices[0]!.value)
  return family === 'number' ? '0' : ''
}

/** A condition as a sentence; the expression itself where words cannot say it. */
export function sayCondition(expression: string, asked: readonly Asked[]): string {
  const condition = readCondition(expression)
  if (!condition) return expression
  const labelOf = (path: string) => asked.find((one) => one.path === path)?.label ?? path
  const say = (clause: Clause) => {
    const field = asked.find((one) => one.path === clause.field)?.field
    const verb = verbsFor(field, clause.verb).find((one) => one.value === clause.verb)?.label ?? clause.verb
    return [labelOf(clause.field), verb, takesValue(clause.verb) ? sayOperand(clause, field, labelOf) : ''].join(' ').trim()
  }
  return condition.clauses.map(say).join(` ${condition.join} `)
}

function sayOperand({ value, as }: Clause, field: Field | undefined, labelOf: (path: string) => string): string {
  if (as === 'field') return labelOf(value)
  if (value === 'true' || value === 'false') return value === 'true' ? 'yes' : 'no'
  return field?.choices.find((one) => String(one.value) === value)?.label ?? value
}

/** What was chosen or typed, as a value of the kind that the question is answered with. */
export function operandFor(field: Field | undefined, said: string): Pick<Clause, 'value' | 'as'> {
  const family = field && familyOf(field)
  const chosen = field?.choices.find((one) => String(one.value) === said)
  const raw =
    family === 'yesNo' ||
    (chosen && typeof chosen.value !== 'string') ||
    ((family === 'number' || family === undefined || isOfNumbers(field!)) && /^-?\d+(\.\d+)?$/.test(said.trim()))
  return raw ? { value: said.trim(), as: 'raw' } : { value: said, as: 'text' }
}

const isOfNumbers = (list: Field) => list.entry !== undefined && familyOf(list.entry) === 'number'

/** Questions whose answers can be compared with that of another. */
export function comparable(asked: Asked | undefined, verb: Verb, all: readonly Asked[]): Asked[] {
  const family = asked && familyOf(asked.field)
  if (!isComparison(verb) || !(family === 'text' || family === 'number' || family === 'moment')) return []
  return all.filter((other) => other.path !== asked!.path && familyOf(other.field) === family && sameClock(other, asked!))
}

/** A date is not comparable with a time of day. */
const sameClock = (one: Asked, other: Asked) =>
  familyOf(one.field) !== 'moment' || one.field.widget === other.field.widget

