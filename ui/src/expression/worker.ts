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

/** Said once, when all is loaded: the time that an expression may take begins no earlier. */
postMessage('ready')

addEventListener('message', (event: MessageEvent<Question>) => {
  const { id, source, scope, bare } = event.data
  void evaluate(source, scope, bare).then((outcome) => postMessage({ id, outcome } satisfies Reply))
})
