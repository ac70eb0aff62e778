import type { FileAnswer, Surroundings, Transfer } from '../../../../form-view/controls/surroundings'
import { partsOf } from '../../../../form-view/problems'
import { address, ask, jsonOf, type ProblemDetails } from '../link'

/** `path` is where it goes now: a row may move up meanwhile. */
type Moving = Transfer & { path: string; cancelled: boolean }

const none: readonly Transfer[] = []
const retryMs = 2_000
const pollMs = 1_500
const pollCountMax = 40

/**
 * Brings files to the server piece by piece. A transfer that loses its connection asks how far it came and goes on from
 * there; one that lost its page goes on when the same file is chosen again.
 */
export class Transfers {
  private readonly listeners = new Set<() => void>()
  private readonly moving = new Map<string, readonly Moving[]>()
  private count = 0

  constructor(
    private readonly token: string,
    private readonly storage: Storage,
    /** Told of each file that has come in, and of which question it answers. */
    private readonly arrived: (path: string, answer: FileAnswer) => void,
  ) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly of = (path: string): readonly Transfer[] => this.moving.get(path) ?? none

  /** Whether something of an answer is still on its way; what failed is not. */
  readonly underWay = (path: string): boolean =>
    [...this.moving].some(
      ([at, list]) => (at === path || at.startsWith(`${path}/`)) && list.some((one) => one.state !== 'failed'),
    )

  readonly start = (path: string, file: File) => {
    const transfer: Moving = {
      key: String(++this.count),
      name: file.name,
      size: file.size,
      sent: 0,
      state: 'sending',
      path,
      cancelled: false,
    }
    this.put(path, [...(this.moving.get(path) ?? []), transfer])
    void this.bring(transfer, file).then((answer) => {
      if (answer === undefined) return
      if (transfer.cancelled) return this.forget(answer)
      this.drop(transfer.path, transfer.key)
      this.arrived(transfer.path, answer)
    })
  }

  readonly cancel = (path: string, key: string) => {
    const transfer = this.moving.get(path)?.find((one) => one.key === key)
    if (transfer) transfer.cancelled = true
    this.drop(path, key)
  }

  readonly closeRow = (path: string, at: number) => {
    const kept = [...this.moving]
    this.moving.clear()
    for (const [place, list] of kept) {
      const [, row, rest = ''] = place.startsWith(`${path}/`) ? (/^\/(\d+)(.*)$/.exec(place.slice(path.length)) ?? []) : []
      const to = row !== undefined && Number(row) > at ? `${path}/${Number(row) - 1}${rest}` : place
      const gone = Number(row) === at
      for (const transfer of list) Object.assign(transfer, gone ? { cancelled: true } : { path: to })
      if (!gone) this.moving.set(to, list)
    }
    this.tell()
  }

  readonly forget = (answer: FileAnswer) => void ask(address(this.token, `/uploads/${answer.id}`), 'DELETE')

  private async bring(transfer: Moving, file: File): Promise<FileAnswer | undefined> {
    const memory = this.memoryOf(transfer.path, file)
    const begun = await this.begin(transfer, memory, file)
    if (begun === undefined) return undefined
    let { offset } = begun
    while (!transfer.cancelled) {
      this.say(transfer, { sent: offset, state: 'sending' })
      const chunk = file.slice(offset, offset + begun.chunk)
      const response = await ask(address(this.token, `/uploads/${begun.id}`), 'PATCH', undefined, {
        body: chunk,
        headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
      })
      if (response?.status === 200) {
        this.storage.removeItem(memory)
        return this.released(transfer, await jsonOf<FileAnswer & { because?: string }>(response))
      }
      if (response?.status === 204) offset = Number(response.headers.get('upload-offset') ?? offset + chunk.size)
      else if (response && response.status !== 409 && response.status < 500) {
        this.storage.removeItem(memory)
        return this.fail(transfer, (await jsonOf<ProblemDetails>(response)).detail)
      } else {
        if (response === undefined) this.say(transfer, { state: 'waiting' })
        if (response?.status !== 409) await this.pause()
        offset = (await this.offsetOf(begun.id)) ?? offset
      }
    }
    void this.forget({ id: begun.id })
    return undefined
  }

  private async begin(transfer: Moving, memory: string, file: File) {
    const known = this.storage.getItem(memory)
    const [id, chunk] = known?.split(' ') ?? []
    const offset = id === undefined ? undefined : await this.offsetOf(id)
    if (id !== undefined && offset !== undefined) return { id, offset, chunk: Number(chunk) }
    while (!transfer.cancelled) {
      const [field, , column] = partsOf(transfer.path)
      const body = { field, column, name: file.name, size: file.size }
      const response = await ask(address(this.token, '/uploads'), 'POST', body)
      if (response?.ok) {
        const made = await jsonOf<{ id: string; chunkBytesMax: number }>(response)
        try {
          this.storage.setItem(memory, `${made.id} ${made.chunkBytesMax}`)
        } catch {
          // Then it cannot go on after a reload; everything else works.
        }
        return { id: made.id, offset: 0, chunk: made.chunkBytesMax }
      }
      if (response && response.status < 500) {
        await this.fail(transfer, (await jsonOf<ProblemDetails>(response)).detail)
        return undefined
      }
      this.say(transfer, { state: 'waiting' })
      await this.pause()
    }
    return undefined
  }

  /** A file in quarantine counts as arrived after a while: the form need not wait for a slow scanner. */
  private async released(transfer: Moving, answer: FileAnswer & { because?: string }) {
    let now = answer
    for (let count = 0; now.status === 'quarantined' && count < pollCountMax && !transfer.cancelled; count++) {
      this.say(transfer, { sent: transfer.size })
      await new Promise((resolve) => setTimeout(resolve, pollMs))
      const response = await ask(address(this.token, `/uploads/${answer.id}`))
      if (response?.ok) now = await jsonOf<FileAnswer>(response)
    }
    return now.status === 'rejected' ? this.fail(transfer, now.because) : now
  }

  private async offsetOf(id: string): Promise<number | undefined> {
    const response = await ask(address(this.token, `/uploads/${id}`), 'HEAD')
    const offset = response?.ok ? response.headers.get('upload-offset') : null
    return offset === null || offset === undefined ? undefined : Number(offset)
  }

  private async fail(transfer: Moving, because: string | undefined): Promise<undefined> {
    this.say(transfer, { state: 'failed', ...(because ? { because } : {}) })
    return undefined
  }

  /** Until it is worth another try: a moment, or as soon as the browser says that it is online again. */
  private pause(): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, retryMs)
      window.addEventListener('online', () => resolve(), { once: true })
    })
  }

  private memoryOf = (path: string, file: File) =>
    `form-upload.${this.token}.${path}.${file.name}.${file.size}.${file.lastModified}`

  private say(transfer: Moving, change: Partial<Transfer>) {
    Object.assign(transfer, change)
    const list = this.moving.get(transfer.path)
    // A new object each time: what is drawn compares by identity.
    if (list?.includes(transfer)) this.put(transfer.path, [...list])
  }

  private drop(path: string, key: string) {
    this.put(
      path,
      (this.moving.get(path) ?? []).filter((one) => one.key !== key),
    )
  }

  private put(path: string, list: readonly Moving[]) {
    this.moving.set(path, list)
    this.tell()
  }

  private tell() {
    for (const listener of this.listeners) listener()
  }
}

export const surroundingsOf = (token: string, transfers: Transfers, fileBytesMax: number): Surroundings => ({
  fileBytesMax,
  takesFiles: true,
  transfers,
  forget: transfers.forget,
  lookUp: async (field, text, column) => {
    const search = new URLSearchParams({ search: text, ...(column === undefined ? {} : { column }) })
    const response = await ask(address(token, `/choices/${encodeURIComponent(field)}?${search}`))
    return response?.ok ? (await jsonOf<{ items: { value: unknown; label: string }[] }>(response)).items : undefined
  },
})
