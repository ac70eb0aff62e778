import { evaluate, type Outcome } from './evaluate'
import type { Scope } from './scope'

/** One question; the answer carries its number, since an older one may still be under way. */
export interface Question {
  id: number
  source: string
  scope: Scope | null
  bare: boolean
}

export interface Reply {
  id: number
  outcome: Outcome
}

addEventListener('message', (event: MessageEvent<Question>) => {
  const { id, source, scope, bare } = event.data
  void evaluate(source, scope, bare).then((outcome) => postMessage({ id, outcome } satisfies Reply))
})
