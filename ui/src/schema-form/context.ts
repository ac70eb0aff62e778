import { createContext } from 'react'
import type { Scope } from '../expression/scope'

/** What fields of a step know beside their own value. */
export interface FormSurroundings {
  scope: Scope | null
  stepIds: readonly string[]
  readOnly: boolean
  /** The config as a whole, for fields that show what they mean together with another. */
  config?: Readonly<Record<string, unknown>>
  /** Faults by JSON pointer, such as `/cases/0/port`. */
  faults: ReadonlyMap<string, string>
}

export const Surroundings = createContext<FormSurroundings>({ scope: null, stepIds: [], readOnly: false, faults: new Map() })
