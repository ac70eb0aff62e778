import type { PublicForm, ReceiptOfForm, Sent } from './link'
import { toAnswers, toDraft, type Answers, type Draft } from '../../form-view/answers'
import { dropDraft, keepDraft, readDraft } from '../../form-view/drafts'
import { readForm, type Form, type Page } from '../../form-view/form'
import { hasLogic, judge, noLogic, without, type Evaluate, type Verdict } from '../../form-view/logic/logic'
import { fieldOf, toProblems, type Finding, type Problem } from '../../form-view/problems'

export type Sending =
  { kind: 'no' } | { kind: 'sending' } | { kind: 'waiting'; because: string } | { kind: 'refused'; because: string }

export type Filling = {
  draft: Draft
  /** Which page; one past the last is the page that shows all answers before they are sent. */
  page: number
  problems: Problem[]
  /** Counts refused attempts to go on, so that each moves the focus to the summary. */
  attempt: number
  verdict: Verdict
  keptAt: string | null
  keeps: boolean
  sending: Sending
  receipt: ReceiptOfForm | null
  outcome: 'open' | 'already' | 'closed'
}

const keepDelayMs = 400

/** What filling in reaches outside for: the builder's preview has its own. */
export type Surroundings = {
  storage: Storage
  deliver: (answers: Answers, key: string) => Promise<Sent>
  /** Told of every page that is opened forwards, so that the browser's back button leads to the one before. */
  onPage: (page: number) => void
}

/** One form being filled in: its state, and everything that can be done with it. Knows nothing of React. */
export class FillingStore {
  readonly form: Form
  private readonly listeners = new Set<() => void>()
  private state: Filling
  private keepTimer: number | undefined
  private judging = 0
  private idempotencyKey = randomKey()

  constructor(
    readonly token: string,
    readonly published: PublicForm,
    private readonly outside: Surroundings,
  ) {
    this.form = readForm(published.definition)
    const kept = readDraft(token, outside.storage)
    const prefill = toDraft(this.form.fields, published.prefill ?? {})
    this.state = {
      draft: { ...prefill, ...kept?.draft },
      page: Math.min(kept?.page ?? 0, this.form.pages.length),
      problems: [],
      attempt: 0,
      verdict: noLogic,
      keptAt: kept?.savedAt ?? null,
      keeps: true,
      sending: { kind: 'no' },
      receipt: published.receipt ?? null,
      outcome: 'open',
    }
    void this.judge()
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get = () => this.state

  answer(name: string, value: unknown) {
    const problems = this.state.problems.filter((problem) => fieldOf(problem) !== name)
    this.set({ draft: { ...this.state.draft, [name]: value }, problems })
    window.clearTimeout(this.keepTimer)
    this.keepTimer = window.setTimeout(() => this.keep(), keepDelayMs)
    void this.judge()
  }

  /** What would be sent now. */
  answers(): Answers {
    const typed = toAnswers(this.form.fields, this.state.draft)
    return without({ ...typed, ...this.state.verdict.calculated }, this.state.verdict.hidden)
  }

  shownPages(): Page[] {
    return this.form.pages.filter(
      (page) => page.fields.length === 0 || page.fields.some((field) => this.isShown(field.name)),
    )
  }

  isShown(name: string): boolean {
    return !this.state.verdict.hidden.has(name)
  }

  async next() {
    const page = this.shownPages()[this.state.page]
    if (!page) return
    const names = new Set(page.fields.map((field) => field.name))
    const problems = (await this.findProblems()).filter((problem) => names.has(fieldOf(problem)))
    if (problems.length > 0) this.set({ problems, attempt: this.state.attempt + 1 })
    else this.goTo(this.state.page + 1)
  }

  goTo(page: number) {
    this.show(page)
    this.outside.onPage(this.state.page)
  }

  /** Shows a page without a new entry in the browser's history. */
  show(page: number) {
    this.set({ page: Math.max(0, Math.min(page, this.shownPages().length)), problems: [] })
    this.keep()
  }

  async send() {
    this.set({ sending: { kind: 'sending' } })
    const problems = await this.findProblems()
    if (problems.length > 0) return this.showProblems(problems)
    this.settle(await this.outside.deliver(this.answers(), this.idempotencyKey))
  }

  private settle(sent: Sent) {
    switch (sent.kind) {
      case 'received':
        window.clearTimeout(this.keepTimer)
        dropDraft(this.token, this.outside.storage)
        return this.set({ receipt: sent.receipt, sending: { kind: 'no' } })
      case 'invalid':
        return this.showProblems(toProblems(this.form.fields, sent.findings, this.state.draft))
      case 'already':
        return this.set({ outcome: 'already', sending: { kind: 'no' } })
      case 'closed':
        return this.set({ outcome: 'closed', sending: { kind: 'no' } })
      case 'refused':
        return this.set({ sending: { kind: 'refused', because: sent.message } })
      case 'later':
        window.setTimeout(() => void this.send(), sent.seconds * 1000)
        return this.set({ sending: { kind: 'waiting', because: sent.message } })
      case 'offline':
        // The browser's word on being online is not reliable either way: listen to it, and look for oneself.
        window.addEventListener('online', () => this.retry(), { once: true })
        window.setTimeout(() => this.retry(), 10_000)
        return this.set({ sending: { kind: 'waiting', because: 'There is no connection at the moment.' } })
    }
  }

  private retry() {
    if (this.state.sending.kind === 'waiting') void this.send()
  }

  private showProblems(problems: Problem[]) {
    const first = problems[0]
    if (!first) return this.set({ sending: { kind: 'refused', because: 'The answers were not accepted as they are.' } })
    const page = this.shownPages().findIndex((one) => one.fields.some((field) => field.name === fieldOf(first)))
    this.idempotencyKey = randomKey()
    this.set({
      sending: { kind: 'no' },
      page: page < 0 ? this.state.page : page,
      problems,
      attempt: this.state.attempt + 1,
    })
  }

  private async findProblems(): Promise<Problem[]> {
    await this.judge()
    const { compile } = await import('../../form-view/validate')
    const findings: Finding[] = [
      ...compile(this.published.definition.schema)(this.answers()),
      ...this.state.verdict.findings,
    ]
    return toProblems(this.form.fields, findings, this.state.draft).filter((problem) => this.isShown(fieldOf(problem)))
  }

  private async judge() {
    if (!hasLogic(this.form)) return
    const turn = ++this.judging
    const answers = toAnswers(this.form.fields, this.state.draft)
    const verdict = await judge(this.form, answers, await loadEvaluate())
    // A later keystroke has a later verdict; an early one must not overwrite it.
    if (turn === this.judging) this.set({ verdict })
  }

  private keep() {
    const savedAt = new Date().toISOString()
    const { draft, page } = this.state
    const keeps = keepDraft(this.token, { version: this.published.version, draft, page, savedAt }, this.outside.storage)
    this.set({ keeps, keptAt: keeps ? savedAt : null })
  }

  private set(change: Partial<Filling>) {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener()
  }
}

async function loadEvaluate(): Promise<Evaluate> {
  return (await import('../../form-view/logic/evaluate')).evaluate
}

// Not crypto.randomUUID: it is missing where a form is served without TLS inside a company.
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
