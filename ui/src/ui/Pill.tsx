import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  CircleX,
  Clock,
  CloudOff,
  Eye,
  FileClock,
  FilePen,
  Hourglass,
  Loader,
  type LucideIcon,
  RotateCw,
  Send,
  SkipForward,
  TriangleAlert,
  Undo2,
} from 'lucide-react'
import { classes } from '../lib/classes'
import { sentenceOf } from '../lib/text'

export type Tone = 'running' | 'waiting' | 'done' | 'failed' | 'attention' | 'neutral' | 'accent'

const tones: Record<Tone, string> = {
  running: 'text-running',
  waiting: 'text-waiting',
  done: 'text-done',
  failed: 'text-failed',
  attention: 'text-attention',
  neutral: 'text-ink-2',
  accent: 'text-accent',
}

interface PillProps {
  tone: Tone
  icon: LucideIcon
  children: string
  className?: string
}

export function Pill({ tone, icon: Icon, children, className }: PillProps) {
  return (
    <span
      className={classes(
        'inline-flex h-6 items-center gap-1 rounded-full border border-current/25 bg-sheet pr-2 pl-1.5 text-xs',
        'font-medium whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      {children}
    </span>
  )
}

interface State {
  tone: Tone
  icon: LucideIcon
  word: string
}

const states: Record<string, State> = {
  running: { tone: 'running', icon: Loader, word: 'Running' },
  queued: { tone: 'waiting', icon: Hourglass, word: 'In line' },
  waiting: { tone: 'waiting', icon: Clock, word: 'Waiting' },
  paused: { tone: 'attention', icon: CirclePause, word: 'Paused' },
  completed: { tone: 'done', icon: CircleCheck, word: 'Finished' },
  failed: { tone: 'failed', icon: CircleX, word: 'Failed' },
  cancelled: { tone: 'neutral', icon: Ban, word: 'Cancelled' },
  pending: { tone: 'neutral', icon: CircleDashed, word: 'Not yet' },
  retrying: { tone: 'attention', icon: RotateCw, word: 'Trying again' },
  skipped: { tone: 'neutral', icon: SkipForward, word: 'Skipped' },
  draft: { tone: 'neutral', icon: FilePen, word: 'Draft' },
  published: { tone: 'done', icon: CircleCheck, word: 'Published' },
  changed: { tone: 'attention', icon: FileClock, word: 'Unpublished changes' },
  unpublished: { tone: 'neutral', icon: CloudOff, word: 'Unpublished' },
  archived: { tone: 'neutral', icon: Ban, word: 'Archived' },
  submitted: { tone: 'running', icon: CircleDot, word: 'Submitted' },
  inReview: { tone: 'waiting', icon: Eye, word: 'In review' },
  approved: { tone: 'done', icon: CircleCheck, word: 'Approved' },
  rejected: { tone: 'failed', icon: CircleX, word: 'Rejected' },
  changesRequested: { tone: 'attention', icon: Undo2, word: 'Changes requested' },
  open: { tone: 'running', icon: CircleDot, word: 'Open' },
  claimed: { tone: 'waiting', icon: Eye, word: 'Claimed' },
  returned: { tone: 'waiting', icon: Undo2, word: 'With the sender' },
  withdrawn: { tone: 'neutral', icon: Ban, word: 'Withdrawn' },
  closed: { tone: 'neutral', icon: Ban, word: 'Closed' },
  active: { tone: 'done', icon: CircleCheck, word: 'Active' },
  issued: { tone: 'waiting', icon: Hourglass, word: 'Not told yet' },
  sent: { tone: 'neutral', icon: Send, word: 'Sent' },
  bounced: { tone: 'failed', icon: TriangleAlert, word: 'Not delivered' },
  opened: { tone: 'running', icon: Eye, word: 'Opened' },
  started: { tone: 'running', icon: FilePen, word: 'Begun' },
  revoked: { tone: 'neutral', icon: Ban, word: 'Revoked' },
  full: { tone: 'done', icon: CircleCheck, word: 'Full' },
  invited: { tone: 'waiting', icon: Clock, word: 'Invited' },
  deactivated: { tone: 'neutral', icon: Ban, word: 'Deactivated' },
  faulted: { tone: 'failed', icon: TriangleAlert, word: 'Stopped by a fault' },
  rebuilding: { tone: 'running', icon: RotateCw, word: 'Rebuilding' },
}

/** How a state of anything is shown: always a colour, an icon and a word. */
export const stateOf = (status: string): State =>
  states[status] ?? { tone: 'neutral', icon: CircleDot, word: sentenceOf(status) }

export function StatusPill({ status, className }: { status: string; className?: string }) {
  const { tone, icon, word } = stateOf(status)
  return (
    <Pill tone={tone} icon={icon} {...(className ? { className } : {})}>
      {word}
    </Pill>
  )
}
