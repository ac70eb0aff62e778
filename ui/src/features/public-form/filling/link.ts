import type { Draft } from '../../../form-view/answers'
import type { FormDefinition } from '../../../form-view/definition'
import type { Finding } from '../../../form-view/problems'

export type ReceiptOfForm = { number: string | number; submittedAt: string; contentHash: string }

/** What became of a draft when the form got a newer version. */
export type CarriedOver = {
  fromVersion: number
  toVersion: number
  /** Some of which are asked once more, because the question is another one now. */
  dropped: { field: string; label?: string; stillAsked?: boolean }[]
  added: string[]
}

export type ServerDraft = {
  answers: Draft
  page?: number | null
  revision: number
  savedAt: string
  /** When it goes if nobody comes back to it. */
  keptUntil?: string
  carriedOver?: CarriedOver | null
}

export type PublicForm = {
  name: string
  organisation: string | { name: string }
  version: number
  definition: FormDefinition
  prefill?: Record<string, unknown> | null
  /** Prefilled answers that may be read and not changed. */
  locked?: string[] | null
  recipient?: { name?: string | null; language?: string | null } | null
  status: 'open' | 'submitted' | 'closed' | 'correction' | 'withdrawn' | 'erased'
  /** What somebody who looked at the answers wants to have looked at again. */
  correction?: { fields: string[]; message?: string | null; askedAt?: string } | null
  kind?: 'personal' | 'open'
  test?: boolean
  deadline?: string | null
  receipt?: ReceiptOfForm | null
  /** What was sent, where whoever sent it may change it; and whether it is being changed now. */
  answers?: Record<string, unknown> | null
  amending?: boolean
  /** When what was sent was taken back; and whether whoever sent it may do so. */
  withdrawnAt?: string | null
  withdrawable?: boolean
  /** When what was known of who sent it was erased. */
  erasedAt?: string | null
  /** The consents given by this link that still hold. */
  consents?: string[] | null
  message?: string | null
  uploads?: { fileBytesMax: number; chunkBytesMax: number; scanner?: string } | null
  draft?: ServerDraft | null
  challenge?: { id: string; bits: number } | null
  onePerPerson?: 'none' | 'email' | null
}

export type Opened =
  | { kind: 'form'; form: PublicForm }
  | { kind: 'unknown' }
  | { kind: 'used' }
  | { kind: 'closed'; message: string }
  | { kind: 'full' }
  | { kind: 'notYet'; opensAt: string }
  | { kind: 'failed'; message?: string }

export type Sent =
  | { kind: 'received'; receipt: ReceiptOfForm }
  | { kind: 'invalid'; findings: Finding[] }
  | { kind: 'already' }
  | { kind: 'closed'; message: string }
  | { kind: 'offline' }
  | { kind: 'later'; message?: string; seconds: number }
  | { kind: 'refused'; message?: string; full?: boolean }

export type Saved =
  | { kind: 'saved'; revision: number; savedAt: string; keptUntil?: string }
  | { kind: 'conflict'; current: ServerDraft }
  | { kind: 'no' }

export type ProblemDetails = { code?: string; detail?: string; errors?: Finding[]; current?: ServerDraft }

export const address = (token: string, path = '') => `/api/public/forms/${encodeURIComponent(token)}${path}`

/**
 * A request without a session: whoever holds the link acts as its recipient, also where somebody is signed in.
 * Without the shell's client on purpose, because the first view of this page counts every byte.
 * Undefined when there is no connection.
 */
export function ask(url: string, method = 'GET', body?: unknown, more: RequestInit = {}) {
  return fetch(url, {
    method,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...more,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(more.headers as Record<string, string> | undefined),
    },
  }).catch(() => undefined)
}

export const jsonOf = async <T>(response: Response): Promise<T> => (await response.json().catch(() => ({}))) as T

export const quotaFull = 'link.quota-full'

export async function openForm(token: string): Promise<Opened> {
  // As the page's Link header asked for it before this program was here: only an equal request takes that answer.
  const response = await ask(address(token), 'GET', undefined, { credentials: 'same-origin' })
  if (!response) return { kind: 'failed' }
  if (response.ok) return { kind: 'form', form: await jsonOf(response) }
  const { code, detail } = await jsonOf<ProblemDetails>(response)
  if (code === quotaFull) return { kind: 'full' }
  if (code === 'form.not-yet-open') {
    const seconds = Number(response.headers.get('retry-after') ?? 0)
    return { kind: 'notYet', opensAt: new Date(Date.now() + seconds * 1000).toISOString() }
  }
  if (response.status === 404) return { kind: 'unknown' }
  if (response.status === 410) return { kind: 'closed', message: detail ?? '' }
  return { kind: 'failed', ...(detail ? { message: detail } : {}) }
}

export async function sendAnswers(
  token: string,
  answers: unknown,
  key: string,
  more: { version: number; language: string },
): Promise<Sent> {
  const response = await ask(
    address(token, '/submissions'),
    'POST',
    { answers, ...more },
    { headers: { 'idempotency-key': key } },
  )
  return outcomeOf(response)
}

/** Changes what was sent. */
export const amendAnswers = async (token: string, answers: unknown, reason: string): Promise<Sent> =>
  outcomeOf(await ask(address(token, '/submission'), 'PUT', { answers, reason }))

/** Takes back what was sent. Why it cannot be, otherwise: empty without a connection. */
export async function withdrawAnswers(token: string, reason: string): Promise<true | string> {
  const response = await ask(address(token, '/submission/withdraw'), 'POST', { reason })
  return response?.ok || (response && (await jsonOf<ProblemDetails>(response)).detail) || ''
}

export const withdrawConsent = async (token: string, id: string): Promise<boolean> =>
  (await ask(address(token, `/consents/${encodeURIComponent(id)}/withdraw`), 'POST', {}))?.ok ?? false

async function outcomeOf(response: Response | undefined): Promise<Sent> {
  if (!response) return { kind: 'offline' }
  if (response.ok) return { kind: 'received', receipt: (await jsonOf<{ receipt: ReceiptOfForm }>(response)).receipt }
  const { code, detail, errors } = await jsonOf<ProblemDetails>(response)
  const message = detail ? { message: detail } : {}
  if (code === 'form.invalid') return { kind: 'invalid', findings: errors ?? [] }
  if (code === 'form.already-submitted') return { kind: 'already' }
  if (response.status === 410) return { kind: 'closed', message: detail ?? '' }
  if (response.status === 429 || response.status >= 500) return { kind: 'later', seconds: waitOf(response), ...message }
  return { kind: 'refused', ...message, full: code === quotaFull }
}

/** Keeps what was typed on the server, as it was typed, with the version of the form that it was typed into. */
export async function saveDraft(
  token: string,
  draft: Draft,
  { page, revision, version }: { page: number; revision: number | null; version: number },
): Promise<Saved> {
  const body = { answers: draft, page, version, ...(revision === null ? {} : { revision }) }
  const response = await ask(address(token, '/draft'), 'PUT', body, outliving(body))
  if (response?.ok) return { kind: 'saved', ...(await jsonOf<{ revision: number; savedAt: string; keptUntil?: string }>(response)) }
  const { current } = response?.status === 409 ? await jsonOf<ProblemDetails>(response) : {}
  return current ? { kind: 'conflict', current } : { kind: 'no' }
}

/** Goes on when the page is closed meanwhile. Browsers take only small bodies on such terms. */
const outliving = (body: unknown): RequestInit => ({ keepalive: JSON.stringify(body).length < 20_000 })

export type ContinueLink = { url: string; expiresAt: string; mailedTo?: string }

/** A link that opens the form with the answers so far, once, on another device. */
export async function makeContinueLink(token: string, send: 'copy' | 'mail'): Promise<ContinueLink | string> {
  const response = await ask(address(token, '/draft/link'), 'POST', { send, language: document.documentElement.lang })
  if (response?.ok) return jsonOf<ContinueLink>(response)
  return (response && (await jsonOf<ProblemDetails>(response)).detail) || ''
}

/** Trades the code of such a link for the link of the form itself. */
export async function continueFrom(code: string): Promise<{ token: string } | Opened> {
  const response = await ask(address(code, '/continue'), 'POST', {})
  if (response?.ok) return jsonOf<{ token: string }>(response)
  if (response?.status === 410) return { kind: 'used' }
  return response?.status === 404 ? { kind: 'unknown' } : { kind: 'failed' }
}

export type Progress = {
  page: number
  version: number
  seconds?: number
  field?: string
  fields?: Record<string, number>
}

/** Says that a page was shown or left: how long it took, which question was touched last. Lost when it cannot be said. */
export function reportProgress(token: string, progress: Progress) {
  const device = window.matchMedia('(max-width: 640px)').matches ? 'phone' : 'desktop'
  void ask(address(token, '/progress'), 'POST', { ...progress, device }, { keepalive: true })
}

// Not crypto.randomUUID: it is missing where a form is served without TLS inside a company.
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function waitOf(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) : 5
}
