import type { Field } from '../form'

/** What every control is given. `path` is the JSON pointer of its answer. */
export type ControlProps = {
  field: Field
  path: string
  value: unknown
  onChange: (value: unknown) => void
  /** The problem at a path, in the words of the form. */
  problemAt: (path: string) => string | undefined
  required: boolean
  /** What the browser may fill in by itself. */
  autoComplete?: string
}

/** The id of the control of an answer; the links of an error summary lead to it. */
export const controlId = (path: string) => `answer${path.replaceAll('/', '-').replace(/\s/g, '_')}`
export const helpId = (path: string) => `${controlId(path)}-help`
export const problemId = (path: string) => `${controlId(path)}-problem`

export function describedBy(field: Field, path: string, problem: string | undefined): string | undefined {
  return [field.help ? helpId(path) : '', problem ? problemId(path) : ''].filter(Boolean).join(' ') || undefined
}

export const boxClass =
  'w-full min-h-12 rounded-md border bg-sheet px-3 text-base text-ink placeholder:text-ink-3 ' +
  'focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent'

export const borderClass = (problem: string | undefined) => (problem ? 'border-failed border-2' : 'border-ink-3')
