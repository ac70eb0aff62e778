import type { Answers, Draft } from '../../../form-view/answers'
import type { Verdict } from '../../../form-view/logic/logic'
import type { Problem } from '../../../form-view/problems'
import type { Kept } from './keeper'
import type { CarriedOver, ReceiptOfForm, Saved, Sent, ServerDraft } from './link'

export type Sending =
  { kind: 'no' } | { kind: 'sending' } | { kind: 'waiting'; because: string } | { kind: 'refused'; because: string }

export type Filling = {
  draft: Draft
  /** Which page; one past the last is the page that shows all answers before they are sent. */
  page: number
  problems: Problem[]
  /** Counts refused attempts to go on, so that each moves the focus to the summary. */
  attempt: number
  /** A question is looked at again from the list of all answers: that is where going on leads. */
  changing: boolean
  /** The place of the question that takes the focus when its page is drawn. */
  wanted: string | null
  verdict: Verdict
  kept: Kept
  /** Another device has saved meanwhile: somebody has to choose. */
  theirs: ServerDraft | null
  carriedOver: CarriedOver | null
  sending: Sending
  receipt: ReceiptOfForm | null
  outcome: 'open' | 'already' | 'closed'
}

/** What one question needs to be drawn. */
export type FieldView = { value: unknown; required: boolean; problems: readonly Problem[] }

export const sameNames = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((name) => other.has(name))

export const sameView = (one: FieldView, other: FieldView): boolean =>
  Object.is(one.value, other.value) &&
  one.required === other.required &&
  one.problems.length === other.problems.length &&
  one.problems.every((problem, at) => problem === other.problems[at])

/** What filling in reaches outside for: the builder's preview has its own. */
export type Outside = {
  storage: Storage
  deliver: (answers: Answers, key: string) => Promise<Sent>
  /** Told of every page that is opened forwards, so that the browser's back button leads to the one before. */
  onPage: (page: number) => void
  save?: (draft: Draft, page: number, revision: number | null) => Promise<Saved>
  /** Whether a file of this answer is still on its way. */
  underWay?: (path: string) => boolean
  /** Told which page of the definition is shown now; one past the last is the list of all answers. */
  onShow?: (page: number) => void
  /** Told which page was left, after how long, what was touched last, and seconds at each question. */
  onLeave?: (page: number, seconds: number, field: string | undefined, fields: Record<string, number>) => void
}
