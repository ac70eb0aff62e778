import type { FormDefinition } from '../../form-view/definition'
import type { Finding } from '../../form-view/problems'

export type ReceiptOfForm = { number: string | number; submittedAt: string; contentHash: string }

export type PublicForm = {
  name: string
  organisation: string | { name: string }
  version: number
  definition: FormDefinition
  prefill?: Record<string, unknown> | null
  recipient?: { name?: string | null } | null
  status: 'open' | 'submitted' | 'closed'
  deadline?: string | null
  receipt?: ReceiptOfForm | null
  message?: string | null
}

export type Opened =
  | { kind: 'form'; form: PublicForm }
  | { kind: 'unknown' }
  | { kind: 'closed'; message: string }
  | { kind: 'failed'; message: string }

export type Sent =
  | { kind: 'received'; receipt: ReceiptOfForm }
  | { kind: 'invalid'; findings: Finding[] }
  | { kind: 'already' }
  | { kind: 'closed'; message: string }
  | { kind: 'offline' }
  | { kind: 'later'; message: string; seconds: number }
  | { kind: 'refused'; message: string }

type ProblemDetails = { code?: string; detail?: string; errors?: Finding[] }

// Whoever holds the link acts as its recipient, also in a browser where somebody is signed in.
const anonymous = { credentials: 'omit', referrerPolicy: 'no-referrer' } as const

const address = (token: string) => `/api/public/forms/${encodeURIComponent(token)}`

// Without the shell's client on purpose: this page needs no session, and its first view counts every byte.
export async function openForm(token: string): Promise<Opened> {
  const response = await fetch(address(token), { ...anonymous, headers: { accept: 'application/json' } }).catch(
    () => undefined,
  )
  if (!response) return { kind: 'failed', message: 'There is no connection at the moment.' }
  if (response.ok) return { kind: 'form', form: (await response.json()) as PublicForm }
  const problem = await problemOf(response)
  if (response.status === 404) return { kind: 'unknown' }
  if (response.status === 410) return { kind: 'closed', message: problem.detail ?? '' }
  return { kind: 'failed', message: problem.detail ?? 'The form could not be opened.' }
}

export async function sendAnswers(token: string, answers: unknown, key: string): Promise<Sent> {
  const response = await fetch(`${address(token)}/submissions`, {
    ...anonymous,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ answers }),
  }).catch(() => undefined)
  if (!response) return { kind: 'offline' }
  if (response.ok) return { kind: 'received', receipt: ((await response.json()) as { receipt: ReceiptOfForm }).receipt }
  const problem = await problemOf(response)
  if (problem.code === 'form.invalid') return { kind: 'invalid', findings: problem.errors ?? [] }
  if (problem.code === 'form.already-submitted') return { kind: 'already' }
  if (response.status === 410) return { kind: 'closed', message: problem.detail ?? '' }
  if (response.status === 429 || response.status >= 500)
    return { kind: 'later', message: problem.detail ?? 'The server is busy.', seconds: waitOf(response) }
  return { kind: 'refused', message: problem.detail ?? 'The answers were not accepted.' }
}

async function problemOf(response: Response): Promise<ProblemDetails> {
  return (await response.json().catch(() => ({}))) as ProblemDetails
}

function waitOf(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) : 5
}
