import type { ReviewAct, Terms } from '../../../api/reviews'

/** The three ways to decide, as they are called on the page and by the server. */
export const verdicts = [
  { act: 'approve', verdict: 'approved', label: 'Approve', done: 'Approved', key: 'a', needsReason: false },
  {
    act: 'request-changes',
    verdict: 'changesRequested',
    label: 'Request changes',
    done: 'Changes requested',
    key: 'c',
    needsReason: true,
  },
  { act: 'reject', verdict: 'rejected', label: 'Reject', done: 'Rejected', key: 'r', needsReason: true },
] as const

export type VerdictChoice = (typeof verdicts)[number]

export const verdictWords = (verdict: string): string =>
  verdict === 'approved'
    ? 'approved'
    : verdict === 'rejected'
      ? 'rejected'
      : verdict === 'changesRequested'
        ? 'asked for changes'
        : verdict === 'labelled'
          ? 'chose'
          : verdict

export function actOf(choice: VerdictChoice, reason: string, fields: readonly string[], terms: Terms = {}): ReviewAct {
  const comment = reason.trim()
  switch (choice.act) {
    case 'approve':
      return comment ? { act: 'approve', comment, ...terms } : { act: 'approve', ...terms }
    case 'reject':
      return { act: 'reject', comment, ...terms }
    case 'request-changes':
      return { act: 'request-changes', comment, fields: [...fields], ...terms }
  }
}
