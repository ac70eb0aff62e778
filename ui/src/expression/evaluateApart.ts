import type { Outcome } from './evaluate'
import type { Scope } from './scope'
import type { Question, Reply } from './worker'

const resultMsMax = 1_000

interface Apart {
  worker: Worker
  /** Fulfilled when the worker has loaded what it needs, which over a slow line takes its time. */
  ready: Promise<unknown>
}

/** The worker, and who waits for which answer. Made at the first question, and again after one that never ended. */
let apart: Apart | null = null
let waiting = new Map<number, (outcome: Outcome) => void>()
let lastId = 0

const fault = (message: string): Outcome => ({ kind: 'fault', message, at: null })

/**
 * Evaluates beside the page: an expression that never ends is stopped with its worker, and the page goes on. A promise
 * could not do that, since the evaluation does not give way to timers.
 */
export async function evaluateApart(source: string, scope: Scope | null, bare: boolean): Promise<Outcome> {
  const { worker, ready } = running()
  try {
    await ready
  } catch {
    apart = null
    return fault('The result cannot be shown without a connection.')
  }
  // It may have been stopped meanwhile, by another question.
  if (apart?.worker !== worker) return evaluateApart(source, scope, bare)
  const id = ++lastId
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.delete(id)
      stop()
      resolve(fault('This takes longer than a second, so it was stopped.'))
    }, resultMsMax)
    waiting.set(id, (outcome) => {
      clearTimeout(timer)
      resolve(outcome)
    })
    worker.postMessage({ id, source, scope, bare } satisfies Question)
  })
}

function running(): Apart {
  if (apart) return apart
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const ready = new Promise((resolve, reject) => {
    worker.addEventListener('message', resolve, { once: true })
    worker.addEventListener('error', reject, { once: true })
  })
  worker.addEventListener('message', (event: MessageEvent<Reply | 'ready'>) => {
    if (event.data === 'ready') return
    waiting.get(event.data.id)?.(event.data.outcome)
    waiting.delete(event.data.id)
  })
  apart = { worker, ready }
  return apart
}

/** Whoever else waited was stuck behind the one that did not end: they are told the same. */
function stop() {
  apart?.worker.terminate()
  apart = null
  const stuck = waiting
  waiting = new Map()
  for (const answer of stuck.values()) answer(fault('Another expression did not end. Change this one to try again.'))
}
