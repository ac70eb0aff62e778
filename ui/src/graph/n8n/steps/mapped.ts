import type { Config } from '../../model/definition'
import type { Parameters } from '../parameters'

/** A step of n8n in our terms. */
export interface Mapped {
  type: string
  config: Config
  /** The port for each output of n8n, by its number; "out" for all where it is left out. */
  ports?: readonly string[]
  /** The field of its output in which lies what n8n has for the whole output. */
  gives?: string
  /** Its output is what came in. */
  passes?: boolean
  /** For whoever takes the workflow over; added to the notes of the step. */
  note?: string
}

export interface Asked {
  /** With every expression translated. */
  parameters: Parameters
  version: number
  /** What arrives, as an expression: `{{ $input }}`, or `{{ $input.body }}` behind an HTTP request. */
  input: string
  /** The name of the credentials that it used in n8n; a connection of that name takes their place. */
  credential: string
  /** What the steps before it gave, by the number of the input that they lead to: `$steps.fetch`. */
  sources: readonly string[]
  /** Takes what is nearly but not quite the same. */
  doubt: (why: string) => void
  /** Takes what somebody has to choose or give before it works. */
  need: (what: string) => void
}

/** Null where nothing of ours does what it does. */
export type Mapper = (asked: Asked) => Mapped | null
