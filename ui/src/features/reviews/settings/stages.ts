import type { Reviewer, ReviewerKind, StageConfig } from './settings'

/** One reviewer as the form shows it. */
export interface ReviewerRow {
  kind: ReviewerKind
  value: string
  weight: number
  veto: boolean
}

const kinds: ReviewerKind[] = ['person', 'team', 'role', 'skill', 'expression']

export const rowsOf = (reviewers: StageConfig['reviewers']): ReviewerRow[] => {
  const list = reviewers === undefined ? [] : typeof reviewers === 'string' ? [reviewers] : reviewers
  return list.map((one) => {
    if (typeof one === 'string') return { kind: 'person', value: one, weight: 1, veto: false }
    const kind = kinds.find((name) => one[name] !== undefined) ?? 'person'
    return { kind, value: one[kind] ?? '', weight: one.weight ?? 1, veto: one.veto ?? false }
  })
}

/** As short as it can be written: a plain person is an address. */
export const reviewersOf = (rows: readonly ReviewerRow[]): Reviewer[] =>
  rows
    .filter((row) => row.value.trim() !== '')
    .map((row) => {
      const value = row.value.trim()
      if (row.kind === 'person' && row.weight === 1 && !row.veto) return value
      const more = { ...(row.weight === 1 ? {} : { weight: row.weight }), ...(row.veto ? { veto: true } : {}) }
      return { [row.kind]: value, ...more } as Reviewer
    })

/** Without what is empty or as it is anyhow. */
export const plain = (stage: StageConfig): StageConfig =>
  Object.fromEntries(
    Object.entries(stage).filter(([name, value]) => {
      if (value === '' || value === false || value === undefined) return false
      if (Array.isArray(value)) return value.length > 0
      const isUsual =
        (name === 'rule' && value === 'any') || (name === 'assign' && value === 'pool') || (name === 'rejectedBy' && value === 'one')
      return !isUsual
    }),
  )

/** "Check: any of 2 · Release: 2 approvals, signed" */
export const saySteps = (stages: readonly StageConfig[]) =>
  stages
    .map((stage, at) => {
      const name = stage.name ?? `Stage ${at + 1}`
      const words = stage.labels?.length
        ? `${stage.needed ?? 2} readers label it`
        : stage.rule === 'count'
          ? `${stage.needed ?? 1} approvals`
          : stage.rule === 'all'
            ? 'all of them'
            : stage.rule === 'weight'
              ? `weight ${stage.needed ?? 1}`
              : stage.rule === 'onePerGroup'
                ? 'one of each group'
                : 'any one'
      return `${stage.parallel && at > 0 ? 'beside it ' : ''}${name}: ${words}${stage.signature ? ', signed' : ''}`
    })
    .join(' · ')
