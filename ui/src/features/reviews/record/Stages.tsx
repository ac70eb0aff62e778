import { Check, Circle, CircleDot, CircleX, type LucideIcon, PenLine, SkipForward } from 'lucide-react'
import { useTeams } from '../../people/people'
import type { Review, ReviewStage } from '../../../api/reviews'
import { count } from '../../../lib/text'
import { classes } from '../../../lib/classes'

const looks: Record<ReviewStage['state'], { icon: LucideIcon; word: string; tone: string }> = {
  passed: { icon: Check, word: 'Passed', tone: 'text-done' },
  failed: { icon: CircleX, word: 'Rejected', tone: 'text-failed' },
  open: { icon: CircleDot, word: 'Waits now', tone: 'text-running' },
  later: { icon: Circle, word: 'Comes later', tone: 'text-ink-3' },
  ended: { icon: Circle, word: 'Not reached', tone: 'text-ink-3' },
  passedOver: { icon: SkipForward, word: 'Not called for', tone: 'text-ink-3' },
}

/** The way through the stages, where there is more than one, or where one has a rule worth telling. */
export function Stages({ review }: { review: Review }) {
  const teams = useTeams().data?.items ?? []
  if (review.stages.length === 1 && review.stages[0]?.id === 'review') return null
  return (
    <section aria-label="Stages" className="mt-4 rounded-card border border-line bg-sheet">
      <ol className="divide-y divide-line">
        {review.stages.map((stage) => {
          const { icon: Icon, word, tone } = looks[stage.state]
          const said = review.decisions.filter((one) => one.stage === stage.id && !one.lapsedAt)
          return (
            <li key={stage.id} className="flex items-start gap-3 px-4 py-2.5">
              <Icon size={18} aria-hidden className={classes('mt-0.5 shrink-0', tone)} />
              <div className="min-w-0 flex-1">
                <p className="font-medium wrap-anywhere">
                  {stage.name} <span className={classes('text-dense font-normal', tone)}>{word}</span>
                </p>
                <p className="text-dense text-ink-2 wrap-anywhere">
                  {stage.disputed && <span className="font-medium text-attention">Readers disagree. </span>}
                  {review.labels[stage.id] && <span className="font-medium text-ink">{review.labels[stage.id]}. </span>}
                  {sayRule(stage, (id) => teams.find((team) => team.id === id)?.name ?? 'a team')}
                  {stage.assignedTo.length > 0 && ` · assigned to ${stage.assignedTo.map((one) => one.name).join(', ')}`}
                  {said.length > 0 && ` · ${said.map((one) => `${one.by.name} ${one.label ?? shortWord[one.verdict] ?? ''}`).join(', ')}`}
                </p>
              </div>
              {stage.signature && (
                <span className="inline-flex shrink-0 items-center gap-1 text-dense text-ink-2">
                  <PenLine size={14} aria-hidden /> signed
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

const shortWord: Record<string, string> = { approved: '✓', rejected: '✗', abstained: 'abstains' }

/** "2 approvals of 3 named" · "one of each group" */
export function sayRule(
  { rule, seats, blind, labels = [] }: Pick<ReviewStage, 'rule' | 'seats' | 'blind'> & Partial<Pick<ReviewStage, 'labels'>>,
  teamOf: (id: string) => string,
): string {
  const say = {
    person: (id: string) => id,
    team: teamOf,
    role: (id: string) => `the ${id}s`,
    skill: (id: string) => `who knows ${id}`,
  }
  const of = seats.length === 0 ? 'any reviewers' : seats.map((seat) => say[seat.kind](seat.id)).join(', ')
  if (labels.length > 0) return `Labelled by ${count(rule.needed, 'reader')} of ${of}, blind: ${labels.join(', ')}`
  const words = {
    any: `One of ${of}`,
    all: `All of ${of}`,
    count: `${count(rule.needed, 'approval')} by ${of}`,
    weight: `Weight ${rule.needed} of ${of}`,
    onePerGroup: `One each of ${of}`,
  }[rule.kind]
  return `${words}${rule.rejectedBy === 'rule' ? ', rejected by the same rule' : ''}${blind ? ', blind' : ''}`
}
