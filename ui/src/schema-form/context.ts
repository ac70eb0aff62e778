import { createContext } from 'react'
import type { Scope } from '../expression/scope'

/** What somebody wrote for elsewhere, in our words, and what of it could not be said. */
export interface Translated {
  text: string
  doubts: readonly string[]
}

/** What fields of a step know beside their own value. */
export interface FormSurroundings {
  scope: Scope | null
  stepIds: readonly string[]
  readOnly: boolean
  /** The config as a whole, for fields that show what they mean together with another. */
  config?: Readonly<Record<string, unknown>>
  /** Faults by JSON pointer, such as `/cases/0/port`. */
  faults: ReadonlyMap<string, string>
  /** Where people come from n8n with expressions they know; bare ones stand without braces. */
  fromN8n?: (source: string, isBare: boolean) => Promise<Translated>
}

export const Surroundings = createContext<FormSurroundings>({ scope: null, stepIds: [], readOnly: false, faults: new Map() })
