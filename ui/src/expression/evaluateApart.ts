import type { Outcome } from './evaluate'
import type { Scope } from './scope'
import type { Question, Reply } from './worker'

const resultMsMax = 1_000

/** The worker, and who waits for which answer. Made at the first question, and again after one that never ended. */
let worker: Worker | null = null
let waiting = new Map<number, (outcome: Outcome) => void>()
let lastId = 0

/**
 * Evaluates beside the page: an expression that never ends is stopped with its worker, and the page goes on. A promise
 * could not do that, since the evaluation does not give way to timers.
 */
export function evaluateApart(source: string, scope: Scope | null, bare: boolean): Promise<Outcome> {
  const id = ++lastId
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.delete(id)
      stop()
      resolve({ kind: 'fault', message: 'This takes longer than a second, so it was stopped.', at: null })
    }, resultMsMax)
    waiting.set(id, (outcome) => {
      clearTimeout(timer)
      resolve(outcome)
    })
    running().postMessage({ id, source, scope, bare } satisfies Question)
  })
}

function running(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', (event: MessageEvent<Reply>) => {
    waiting.get(event.data.id)?.(event.data.outcome)
    waiting.delete(event.data.id)
  })
  return worker
}

/** Whoever else waited was stuck behind the one that did not end: they are told the same. */
function stop() {
  worker?.terminate()
  worker = null
  const stuck = waiting
  waiting = new Map()
  for (const answer of stuck.values())
    answer({ kind: 'fault', message: 'Another expression did not end. Change this one to try again.', at: null })
}
