import { toAnswers, toDraft, type Answers } from '../../../form-view/answers'
import { dropDraft } from '../../../form-view/drafts'
import { readForm, type Field, type Form, type Page } from '../../../form-view/form'
import { hasLogic, judge, noLogic, without, type Evaluate } from '../../../form-view/logic/logic'
import { remembering } from '../../../form-view/logic/remember'
import { fieldOf, pointer, toProblems, type Finding, type Problem } from '../../../form-view/problems'
import { english, type Texts } from '../../../form-view/texts/en'
import { keptAs, Keeper } from './keeper'
import { type PublicForm, randomKey, type Sent } from './link'
import { type FieldView, type Filling, type Outside, sameNames, sameView } from './state'
import { Stay } from './stay'

const noProblems: readonly Problem[] = []

/** One form being filled in: its state, and everything that can be done with it. Knows nothing of React. */
export class FillingStore {
  form: Form
  texts: Texts = english
  /** Why answers that were sent are changed. */
  reason = ''
  private fields: ReadonlyMap<string, Field>
  private readonly listeners = new Set<() => void>()
  private readonly fieldListeners = new Map<string, Set<() => void>>()
  private readonly views = new Map<string, FieldView>()
  private readonly keeper: Keeper
  private evaluate: Promise<Evaluate> | undefined
  private state: Filling
  private judgeTimer: number | undefined
  private judging = 0
  private idempotencyKey = randomKey()
  private readonly stay: Stay

  constructor(
    readonly token: string,
    readonly published: PublicForm,
    private readonly outside: Outside,
  ) {
    this.form = readForm(published.definition)
    this.fields = byName(this.form)
    this.stay = new Stay(outside)
    this.keeper = new Keeper(token, published, outside, (change) => this.set(change))
    const begun = this.keeper.begin()
    this.state = {
      draft: { ...toDraft(this.form.fields, published.prefill ?? {}), ...begun.draft },
      page: Math.max(0, Math.min(begun.page, this.form.pages.length)),
      problems: [],
      attempt: 0,
      changing: false,
      wanted: null,
      verdict: noLogic,
      kept: begun.kept,
      theirs: begun.theirs,
      carriedOver: published.draft?.carriedOver ?? null,
      sending: { kind: 'no' },
      receipt: published.receipt ?? null,
      outcome: 'open',
    }
    void this.judge()
  }

  /** Told of everything but what is typed: that concerns the one question alone. */
  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  subscribeTo = (name: string) => (listener: () => void) => {
    const listeners = this.fieldListeners.get(name) ?? new Set()
    this.fieldListeners.set(name, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  get = () => this.state

  view(name: string): FieldView {
    const known = this.views.get(name) ?? this.viewOf(name)
    this.views.set(name, known)
    return known
  }

  /** The same form in another language; what was typed stays. */
  speak(language: string | undefined, texts: Texts) {
    this.form = readForm(this.published.definition, language)
    this.fields = byName(this.form)
    this.texts = texts
    this.set({ problems: [] })
  }

  answer(name: string, value: unknown) {
    this.stay.touch(name)
    const { problems, draft } = this.state
    this.state = { ...this.state, draft: { ...draft, [name]: value } }
    const left = problems.filter((problem) => fieldOf(problem) !== name && problem.path !== '')
    if (left.length < problems.length) this.set({ problems: left })
    else this.refresh([name])
    this.keeper.soon(() => this.state)
    // After the letter is drawn: what it changes elsewhere may come a moment later.
    this.judgeTimer ??= window.setTimeout(() => void this.judge())
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
    else this.goTo(this.state.changing ? this.shownPages().length : this.state.page + 1)
  }

  /** Back from the list of all answers to one question; going on leads to the list again. */
  change(page: number, field?: string) {
    this.goTo(page)
    this.set({ changing: true, wanted: field === undefined ? null : pointer(field) })
  }

  /** Leads to a question on another page, with all that is to be mended; going on leads back to the list of all answers. */
  seek(path: string) {
    const { problems } = this.state
    this.goTo(this.pageOf(path))
    this.set({ problems, changing: true, wanted: path })
  }

  goTo(page: number) {
    this.show(page)
    this.outside.onPage(this.state.page)
  }

  /** Shows a page without a new entry in the browser's history. */
  show(page: number) {
    const to = Math.max(0, Math.min(page, this.shownPages().length))
    if (to !== this.state.page) this.stay.turn(this.placeOf(this.state.page), this.placeOf(to))
    this.set({ page: to, problems: [], changing: false, wanted: null })
    void this.keeper.now(this.state)
  }

  /** The page goes out of sight, maybe for good: what was typed last is kept, and how far somebody came is told. */
  pause() {
    void this.keeper.flush(this.state)
    if (this.state.outcome === 'open' && !this.state.receipt) this.stay.tell(this.placeOf(this.state.page))
  }

  resume = () => this.stay.resume()

  /** The place of a page among all of the form, since some may be hidden just now. */
  private placeOf(shown: number): number {
    const page = this.shownPages()[shown]
    return page ? this.form.pages.indexOf(page) : this.form.pages.length
  }

  private pageOf(path: string): number {
    const name = fieldOf({ path })
    const page = this.shownPages().findIndex((one) => one.fields.some((field) => field.name === name))
    return page < 0 ? this.state.page : page
  }

  /** Writes what was typed to the server at once, as before a link for another device is made. */
  saveNow = () => this.keeper.now(this.state)

  takeTheirs() {
    const { theirs } = this.state
    if (!theirs) return
    this.set({ draft: theirs.answers, theirs: null, page: Math.min(theirs.page ?? 0, this.form.pages.length) })
    this.keeper.adopt(this.state)
    void this.judge()
  }

  keepMine() {
    this.set({ theirs: null })
    void this.keeper.now(this.state)
  }

  async send() {
    this.set({ sending: { kind: 'sending' } })
    const problems = await this.findProblems()
    if (problems.length > 0) return this.showProblems(problems)
    await this.keeper.rest()
    this.settle(await this.outside.deliver(this.answers(), this.idempotencyKey))
  }

  private settle(sent: Sent) {
    switch (sent.kind) {
      case 'received':
        this.keeper.stop()
        dropDraft(keptAs(this.token, this.published), this.outside.storage)
        return this.set({ receipt: sent.receipt, sending: { kind: 'no' } })
      case 'invalid':
        return this.showProblems(toProblems(this.form.fields, sent.findings, this.state.draft, this.texts))
      case 'already':
        return this.set({ outcome: 'already', sending: { kind: 'no' } })
      case 'closed':
        return this.set({ outcome: 'closed', sending: { kind: 'no' } })
      case 'refused':
        return this.refuse(sent.full ? this.texts.fullText : (sent.message ?? this.texts.notAccepted))
      case 'later':
        window.setTimeout(() => void this.send(), sent.seconds * 1000)
        return this.set({ sending: { kind: 'waiting', because: this.texts === english && sent.message ? sent.message : this.texts.busy } })
      case 'offline':
        // The browser's word on being online is not reliable: listen to it, and look for oneself.
        window.addEventListener('online', () => this.retry(), { once: true })
        window.setTimeout(() => this.retry(), 10_000)
        return this.set({ sending: { kind: 'waiting', because: this.texts.offline } })
    }
  }

  private refuse = (because: string) => this.set({ sending: { kind: 'refused', because } })

  private retry = () => (this.state.sending.kind === 'waiting' ? void this.send() : undefined)

  private showProblems(problems: Problem[]) {
    const first = problems[0]
    if (!first) return this.refuse(this.texts.notAccepted)
    this.idempotencyKey = randomKey()
    this.set({
      sending: { kind: 'no' },
      page: this.pageOf(first.path),
      problems,
      changing: true,
      attempt: this.state.attempt + 1,
    })
  }

  private async findProblems(): Promise<Problem[]> {
    await this.judge()
    const { compile } = await import('../../../form-view/validate')
    const moving = this.form.fields.filter((field) => this.outside.underWay?.(pointer(field.name)))
    const message = this.texts.uploadUnderWay
    const findings: Finding[] = [
      ...compile(this.published.definition.schema)(this.answers()),
      ...this.state.verdict.findings,
      ...moving.map((field) => ({ path: pointer(field.name), code: 'uploading', message })),
    ]
    return toProblems(this.form.fields, findings, this.state.draft, this.texts).filter(
      (problem) => problem.path === '' || this.isShown(fieldOf(problem)),
    )
  }

  private async judge() {
    window.clearTimeout(this.judgeTimer)
    this.judgeTimer = undefined
    if (!hasLogic(this.form)) return
    const turn = ++this.judging
    const answers = toAnswers(this.form.fields, this.state.draft)
    this.evaluate ??= import('../../../form-view/logic/evaluate').then((it) => remembering(this.form, it.evaluate))
    const verdict = await judge(this.form, answers, await this.evaluate)
    // A later keystroke has a later verdict; an early one must not overwrite it.
    if (turn !== this.judging) return
    const { hidden } = this.state.verdict
    const sameSight = sameNames(hidden, verdict.hidden)
    this.state = { ...this.state, verdict: sameSight ? { ...verdict, hidden } : verdict }
    if (sameSight) this.refresh(this.form.fields.map((field) => field.name))
    else this.set({})
  }

  private viewOf(name: string): FieldView {
    const { draft, verdict, problems } = this.state
    const field = this.fields.get(name)
    const own = problems.length === 0 ? noProblems : problems.filter((problem) => fieldOf(problem) === name)
    return {
      value: field?.calculate ? verdict.calculated[name] : draft[name],
      required: (field?.required ?? false) || verdict.required.has(name),
      problems: own.length === 0 ? noProblems : own,
    }
  }

  /** Tells the questions whose view has changed, and no others. */
  private refresh(names: Iterable<string>) {
    for (const name of names) {
      const before = this.views.get(name)
      if (before === undefined) continue
      const after = this.viewOf(name)
      if (sameView(before, after)) continue
      this.views.set(name, after)
      for (const listener of this.fieldListeners.get(name) ?? []) listener()
    }
  }

  private set(change: Partial<Filling>) {
    this.state = { ...this.state, ...change }
    this.refresh(this.views.keys())
    for (const listener of this.listeners) listener()
  }
}

const byName = (form: Form) => new Map(form.fields.map((field) => [field.name, field]))
