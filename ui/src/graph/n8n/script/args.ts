import type { Kind, Said } from './said'

/** What a call was given: each argument said, the texts that were written out, and the fields of objects. */
export interface Args {
  count: number
  at: (index: number) => Said
  /** The argument as a function whose parameters are of these kinds. */
  fn: (index: number, ...kinds: Kind[]) => Lambda
  /** The argument as a function that is asked as a test: what it gives counts as true where JavaScript takes it for true. */
  test: (index: number, ...kinds: Kind[]) => Lambda
  /** Whether the argument is a function that is written out here. */
  isFn: (index: number) => boolean
  text: (index: number) => string | null
  regex: (index: number) => { flags: string; said: Said } | null
  object: (index: number) => readonly [string, Said][] | null
  /** The name of a format: `DateTime.DATE_MED`. */
  preset: (index: number) => string | null
  /** All arguments as one list, with those that are spread flowing in. */
  all: () => Said
  doubt: (why: string) => void
}

/** A function of JSONata, and what kind of thing it gives. */
export interface Lambda {
  text: string
  gives: Kind
}

export type Method = (self: Said, args: Args) => Said
