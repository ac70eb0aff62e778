import { createContext } from 'react'
import type { Scope } from '../expression/scope'

/** What fields of a step know beside their own value. */
export interface FormSurroundings {
  scope: Scope | null
  stepIds: readonly string[]
  readOnly: boolean
  /** Faults by JSON pointer, such as `/cases/0/port`. */
  faults: ReadonlyMap<string, string>
}

export const Surroundings = createContext<FormSurroundings>({ scope: null, stepIds: [], readOnly: false, faults: new Map() })
