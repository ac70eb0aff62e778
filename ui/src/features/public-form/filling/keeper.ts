import type { Draft } from '../../../form-view/answers'
import { keepDraft, readDraft } from '../../../form-view/drafts'
import type { PublicForm, ServerDraft } from './link'
import type { Filling, Outside } from './state'

/** Where what was typed so far is safe, and until when the server keeps it if nobody comes back. */
export type Kept = { at: string | null; where: 'nowhere' | 'browser' | 'server'; until?: string | undefined }

const hereDelayMs = 400
const thereDelayMs = 2_500
const restMaxMs = 3_000

/** What this browser keeps it under: what is asked again is another thing than what was sent, and than what was asked before. */
export const keptAs = (token: string, { correction, amending }: PublicForm): string =>
  correction ? `${token}.${correction.askedAt ?? ''}` : amending ? `${token}.amending` : token

type Begun = { draft: Draft; page: number; kept: Kept; theirs: ServerDraft | null }

/**
 * Keeps a half-filled form: at once in this browser, a moment later on the server. What another device has saved
 * meanwhile is never written over unasked.
 */
export class Keeper {
  private hereTimer: number | undefined
  private thereTimer: number | undefined
  private revision: number | null
  private saving: Promise<void> = Promise.resolve()
  private stopped = false
  /** Something was typed that is not yet on its way. */
  private pending = false

  constructor(
    private readonly token: string,
    private readonly form: PublicForm,
    private readonly outside: Outside,
    private readonly tell: (change: Partial<Filling>) => void,
  ) {
    this.revision = form.draft?.revision ?? null
  }

  /** What to begin with, of what this browser and the server have kept. */
  begin(): Begun {
    const here = readDraft(keptAs(this.token, this.form), this.outside.storage)
    const there = this.form.draft ?? null
    const gone = there?.carriedOver?.dropped ?? []
    const fromHere = (theirs: ServerDraft | null): Begun => ({
      draft: Object.fromEntries(Object.entries(here?.draft ?? {}).filter(([name]) => !gone.some((one) => one.field === name))),
      page: here?.page ?? 0,
      kept: { at: here?.savedAt ?? null, where: 'browser' },
      theirs,
    })
    if (!there) return fromHere(null)
    // Typed here after the last time that the server was reached.
    if (here && here.unsaved) return fromHere((here.revision ?? 0) < there.revision ? there : null)
    const kept: Kept = { at: there.savedAt, where: 'server', until: there.keptUntil }
    return { draft: there.answers, page: there.page ?? 0, kept, theirs: null }
  }

  soon(now: () => Filling) {
    this.pending = true
    window.clearTimeout(this.hereTimer)
    this.hereTimer = window.setTimeout(() => this.keepHere(now(), true), hereDelayMs)
    if (!this.outside.save) return
    window.clearTimeout(this.thereTimer)
    this.thereTimer = window.setTimeout(() => {
      this.pending = false
      void this.keepThere(now())
    }, thereDelayMs)
  }

  /** What was typed last, where it still waits; nothing where nothing was typed. */
  flush(filling: Filling): Promise<void> {
    return this.pending ? this.now(filling) : Promise.resolve()
  }

  now(filling: Filling): Promise<void> {
    this.pending = false
    window.clearTimeout(this.hereTimer)
    window.clearTimeout(this.thereTimer)
    this.keepHere(filling, true)
    return this.outside.save ? this.keepThere(filling) : Promise.resolve()
  }

  /** What is shown now is what the server has: a reload begins with the same. */
  adopt(filling: Filling) {
    window.clearTimeout(this.hereTimer)
    window.clearTimeout(this.thereTimer)
    this.keepHere(filling, false)
    this.tell({ kept: { at: new Date().toISOString(), where: 'server' } })
  }

  /** Begins no further saving, and lets the one under way come to its end: the answers themselves are about to be sent. */
  rest(): Promise<void> {
    window.clearTimeout(this.hereTimer)
    window.clearTimeout(this.thereTimer)
    return Promise.race([this.saving, new Promise<void>((resume) => window.setTimeout(resume, restMaxMs))])
  }

  stop() {
    this.stopped = true
    window.clearTimeout(this.hereTimer)
    window.clearTimeout(this.thereTimer)
  }

  private keepHere({ draft, page }: Filling, unsaved: boolean) {
    if (this.stopped) return
    const savedAt = new Date().toISOString()
    const kept = { version: this.form.version, draft, page, savedAt, unsaved, revision: this.revision }
    const keeps = keepDraft(keptAs(this.token, this.form), kept, this.outside.storage)
    this.tell({ kept: { at: keeps ? savedAt : null, where: keeps ? 'browser' : 'nowhere' } })
  }

  // One after another: two that are under way would both name the same revision, and the second be taken for another
  // device's.
  private keepThere(filling: Filling): Promise<void> {
    this.saving = this.saving.then(() => (this.stopped ? undefined : this.put(filling)))
    return this.saving
  }

  private async put(filling: Filling) {
    const saved = await this.outside.save!(filling.draft, filling.page, this.revision)
    if (this.stopped) return
    if (saved.kind === 'conflict') {
      this.revision = saved.current.revision
      this.tell({ theirs: saved.current })
    } else if (saved.kind === 'saved') {
      this.revision = saved.revision
      this.keepHere(filling, false)
      this.tell({ kept: { at: saved.savedAt, where: 'server', until: saved.keptUntil } })
    }
  }
}
