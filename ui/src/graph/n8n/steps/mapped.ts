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
  doubt: (why: string) => void
}

/** Null where nothing of ours does what it does. */
export type Mapper = (asked: Asked) => Mapped | null
