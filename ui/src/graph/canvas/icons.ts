import {
  Bell, Box, Brackets, Building2, Calculator, CalendarClock, ChartColumn, CircleQuestionMark, ClipboardCheck, ClipboardList, CloudUpload,
  Code, Database, DatabaseSearch, FileDown, FileInput, FileText, FileUp, Filter, GitBranch, GitMerge, Globe, HardDrive, Hourglass, Inbox,
  type LucideIcon, Mail, MailOpen, MessageSquare, Play, Repeat, Reply, Send, ShieldCheck, Shuffle, Sigma, Split, SquareDashed, Table,
  TextCursorInput, Type, UserCheck, Users, Webhook, Workflow, Zap,
} from 'lucide-react'
import type { NodeCategory } from '../../api/nodes'

// Node types name an icon of lucide; those not bundled here get the icon of their category.
const named: Record<string, LucideIcon> = {
  bell: Bell, box: Box, brackets: Brackets, braces: Brackets, 'building-2': Building2, calculator: Calculator,
  'calendar-clock': CalendarClock, 'chart-column': ChartColumn, 'circle-help': CircleQuestionMark, 'clipboard-check': ClipboardCheck,
  'clipboard-list': ClipboardList, 'cloud-upload': CloudUpload, code: Code, database: Database, 'database-search': DatabaseSearch,
  'file-down': FileDown, 'file-output': FileDown, 'file-input': FileInput, 'file-text': FileText,
  'file-up': FileUp, filter: Filter, 'git-branch': GitBranch, 'git-merge': GitMerge, merge: GitMerge, globe: Globe,
  'hard-drive': HardDrive, hourglass: Hourglass, clock: Hourglass, inbox: Inbox, mail: Mail, 'mail-open': MailOpen,
  'message-square': MessageSquare, play: Play, repeat: Repeat,
  reply: Reply, send: Send, 'shield-check': ShieldCheck, shuffle: Shuffle, sigma: Sigma, split: Split,
  'square-dashed': SquareDashed, table: Table, type: Type, 'text-cursor-input': TextCursorInput,
  'user-check': UserCheck, users: Users, webhook: Webhook, workflow: Workflow, zap: Zap, upload: FileUp, download: FileDown,
  timer: Hourglass, 'text-cursor': Type, 'database-zap': Database, hand: Play, 'circle-play': Play, 'mouse-pointer-click': Play,
}

const byCategory: Record<NodeCategory, LucideIcon> = {
  trigger: Zap,
  collection: Inbox,
  transform: Shuffle,
  logic: GitBranch,
  people: Users,
  output: CloudUpload,
}

export const iconOf = (type: { icon: string; category: NodeCategory } | undefined): LucideIcon =>
  type === undefined ? Box : (named[type.icon] ?? byCategory[type.category] ?? Box)

/** Colours of categories carry no state; each category also has its own icon and heading. */
export const colourOf = (category: NodeCategory | undefined): string =>
  category === undefined ? 'var(--ink-3)' : `var(--category-${category})`

export const categoryNames: Record<NodeCategory, string> = {
  trigger: 'Start',
  collection: 'Collect',
  transform: 'Transform',
  logic: 'Logic',
  people: 'People',
  output: 'Output',
}
