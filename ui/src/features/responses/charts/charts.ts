import type { Field } from '../../../form-view/form'

export type Bar = { label: string; count: number }
export type Chart =
  | { kind: 'bars'; field: Field; bars: Bar[]; answered: number }
  | { kind: 'figures'; field: Field; bars: Bar[]; answered: number; mean: number; median: number; min: number; max: number }

const binCount = 10

/** A picture of the answers to each question that can be counted. What is masked or erased is left out. */
export function chartsOf(fields: readonly Field[], answers: readonly Record<string, unknown>[]): Chart[] {
  return fields.flatMap((field) => {
    const given = answers.map((one) => one[field.name]).filter((one) => one !== undefined && one !== null)
    if (given.length === 0) return []
    if (field.widget === 'matrix')
      return field.parts.flatMap((part) =>
        chartsOf(
          [{ ...part, label: `${field.label}: ${part.label}` }],
          given.filter((one): one is Record<string, unknown> => typeof one === 'object'),
        ),
      )
    if (field.widget === 'yesNo' || field.widget === 'consent')
      return [
        counted(field, given, [
          { value: true, label: 'Yes' },
          { value: false, label: 'No' },
        ]),
      ]
    if (field.choices.length > 0) return [counted(field, given, field.choices)]
    const numbers = given.filter((one): one is number => typeof one === 'number')
    return numbers.length > 0 ? [figures(field, numbers)] : []
  })
}

function counted(field: Field, given: unknown[], choices: { value: unknown; label: string }[]): Chart {
  const all = given.flatMap((one) => (Array.isArray(one) ? (one as unknown[]) : [one]))
  const bars = choices.map(({ value, label }) => ({ label, count: all.filter((one) => one === value).length }))
  return { kind: 'bars', field, bars, answered: given.length }
}

function figures(field: Field, numbers: number[]): Chart {
  const sorted = [...numbers].sort((one, other) => one - other)
  const [min, max] = [sorted[0]!, sorted.at(-1)!]
  const middle = sorted.length >> 1
  const few = new Set(sorted).size <= binCount
  const width = (max - min) / binCount
  const short = (value: number) => String(Number(value.toPrecision(3)))
  const bars: Bar[] = few
    ? [...new Set(sorted)].map((value) => ({ label: short(value), count: sorted.filter((one) => one === value).length }))
    : Array.from({ length: binCount }, (_, bin) => ({
        label: `${short(min + bin * width)} – ${short(min + (bin + 1) * width)}`,
        count: sorted.filter((one) => Math.min(binCount - 1, Math.floor((one - min) / width)) === bin).length,
      }))
  return {
    kind: 'figures',
    field,
    bars,
    answered: numbers.length,
    mean: numbers.reduce((sum, one) => sum + one, 0) / numbers.length,
    median: sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2,
    min,
    max,
  }
}
