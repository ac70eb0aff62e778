import { ApiProblem } from './problem'

/** What the wrapper remembers between requests: the token against forged posts and the newest sequence it caused. */
const memory = { antiforgeryToken: '', sequence: 0 }

export const rememberAntiforgery = (token: string) => {
  memory.antiforgeryToken = token
}

/** A live message proves that the log has come this far, so later reads may ask for it. */
export const rememberSequence = (sequence: number) => {
  if (sequence > memory.sequence) memory.sequence = sequence
}

export interface Answer<T> {
  data: T
  version: number | null
  sequence: number | null
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Sent as JSON; a Blob as its bytes, a File with its name. */
  body?: unknown
  ifMatch?: number
  idempotencyKey?: string
  signal?: AbortSignal
  /** Read from the log itself, so no read model has to be waited for. */
  fromLog?: boolean
}

const retryCountMax = 3
const retryAfterSecondsMax = 5

export async function request<T>(path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const method = options.method ?? 'GET'
  for (let attempt = 0; ; attempt++) {
    const response = await send(path, method, options)
    const mayRepeat = method === 'GET' || options.idempotencyKey !== undefined
    const after = Number(response.headers.get('Retry-After') ?? Number.NaN)
    if (response.status === 503 && mayRepeat && Number.isFinite(after) && attempt < retryCountMax) {
      await pause(Math.min(after, retryAfterSecondsMax) * 1000 * (1 + Math.random() * 0.2))
      continue
    }
    return read<T>(response, options.signal)
  }
}

export const get = async <T>(path: string, signal?: AbortSignal) =>
  (await request<T>(path, signal ? { signal } : {})).data

export const post = async <T>(path: string, body?: unknown, more: Omit<RequestOptions, 'method' | 'body'> = {}) =>
  (await request<T>(path, { ...more, method: 'POST', body })).data

export const put = async <T>(path: string, body: unknown, more: Omit<RequestOptions, 'method' | 'body'> = {}) =>
  (await request<T>(path, { ...more, method: 'PUT', body })).data

export const del = async <T>(path: string) => (await request<T>(path, { method: 'DELETE' })).data

/** An answer as the text it is, such as a file to keep, with its headers. */
export async function getFile(path: string): Promise<{ text: string; headers: Headers }> {
  const response = await send(path, 'GET', { fromLog: true })
  const text = await response.text()
  if (!response.ok) throw new ApiProblem(response.status, parse(text, response.headers.get('Content-Type') ?? ''))
  return { text, headers: response.headers }
}

/** `query('/api/runs', {status: 'failed', search: ''})` → `/api/runs?status=failed`: empty values are left out. */
export function query(path: string, values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

/** As RFC 8187 wants it, which leaves less as it is than addresses do. */
const escaped = (name: string) => encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)

async function send(path: string, method: string, options: RequestOptions): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' })
  const bytes = options.body instanceof Blob
  if (options.body !== undefined) headers.set('Content-Type', bytes ? 'application/octet-stream' : 'application/json')
  // A file brings its name along; in the address it would stay in logs.
  if (options.body instanceof File) headers.set('Content-Disposition', `attachment; filename*=UTF-8''${escaped(options.body.name)}`)
  if (method !== 'GET' && memory.antiforgeryToken) headers.set('X-Antiforgery-Token', memory.antiforgeryToken)
  if (method === 'GET' && memory.sequence > 0 && !options.fromLog) headers.set('Concert-After', String(memory.sequence))
  if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`)
  if (options.idempotencyKey !== undefined) headers.set('Idempotency-Key', options.idempotencyKey)
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (options.body !== undefined) init.body = options.body instanceof Blob ? options.body : JSON.stringify(options.body)
  if (options.signal) init.signal = options.signal
  // What is sent while the page is left goes on without it; browsers take 64 kB of that.
  if (isLeft() && String(init.body ?? '').length < 20_000) init.keepalive = true
  try {
    return await fetch(path, init)
  } catch (error) {
    // Who aborted it knows; a page that is left aborts what is under way too, and nobody asked for that.
    if (options.signal?.aborted) throw error
    throw new ApiProblem(0, null)
  }
}

// A page that is left hears so before it counts as hidden; it may be taken up again from where the browser keeps it.
let isLeaving = false
if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', () => (isLeaving = true), { capture: true })
  window.addEventListener('pageshow', () => (isLeaving = false), { capture: true })
}

const isLeft = () => isLeaving || (typeof document !== 'undefined' && document.visibilityState === 'hidden')

async function read<T>(response: Response, signal?: AbortSignal): Promise<Answer<T>> {
  const text = await response.text().catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ApiProblem(0, null) // The connection ended within the answer.
  })
  const body = parse(text, response.headers.get('Content-Type') ?? '')
  const sequence = Number(response.headers.get('Concert-Sequence') ?? Number.NaN)
  if (Number.isFinite(sequence)) rememberSequence(sequence)
  if (!response.ok) throw new ApiProblem(response.status, body)
  const etag = /^(?:W\/)?"(\d+)"$/.exec(response.headers.get('ETag') ?? '')?.[1]
  return {
    data: body as T,
    version: etag === undefined ? null : Number(etag),
    sequence: Number.isFinite(sequence) ? sequence : null,
  }
}

function parse(text: string, type: string): unknown {
  if (text === '' || !/json/.test(type)) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
