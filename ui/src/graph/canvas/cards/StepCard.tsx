import { Handle, type NodeProps, Position } from '@xyflow/react'
import { CircleMinus, CirclePlus, CircleSlash, HistoryIcon, Move, Pencil, Pin, Plus, StickyNote, TriangleAlert, Users } from 'lucide-react'
import { memo, use } from 'react'
import { classes } from '../../../lib/classes'
import { stateOf } from '../../../ui/Pill'
import { cardWidth } from '../../model/acts'
import { portLabel } from '../../model/catalogue'
import { kindOfInput, kindOfOutput, portTitle, takes } from '../../ports/ports'
import { Far } from '../far'
import { WhatNext } from '../next'
import { behindDot, type Mark, type StepData, type StepNode } from '../flow'
import { colourOf, iconOf } from '../icons'
import { textWidth } from './textWidth'

/** A step: a card of 200 by 56, or from afar a block of the colour of its category. */
export const StepCard = memo(function StepCard(props: NodeProps<StepNode>) {
  return use(Far) ? <Block {...props} /> : <Card {...props} />
})

function Block({ data: { type, mark, node }, selected }: NodeProps<StepNode>) {
  const tone = mark?.status ? stateOf(mark.status).tone : mark?.errorCount ? 'failed' : null
  const colour = tone && tone !== 'neutral' ? `var(--${tone})` : colourOf(type?.category)
  return (
    <div
      className={classes('step-card nokey h-14 w-50 rounded-card border-4', (node.disabled || mark?.status === 'skipped') && 'opacity-55')}
      style={{ background: `color-mix(in srgb, ${colour} 35%, var(--sheet))`, borderColor: selected ? 'var(--accent)' : colour }}
    />
  )
}

/** Category edge, icon, name, what it does in words, ports, state. */
function Card({ data, selected }: NodeProps<StepNode>) {
  const { node, type, summary, inputs, ports, open, mark } = data
  const next = use(WhatNext)
  const Icon = iconOf(type)
  const colour = colourOf(type?.category)
  const people = type?.category === 'people'
  const told = summary || type?.name || node.type
  const room = people ? roomForWords - 24 : roomForWords
  return (
    <div
      className={classes(
        'step-card nokey relative flex h-14 w-50 items-center gap-2.5 border bg-sheet pr-3 pl-3.5',
        type?.isTrigger ? 'rounded-l-[28px] rounded-r-card' : 'rounded-card',
        selected ? 'border-accent ring-2 ring-accent/35' : mark?.errorCount ? 'border-failed' : 'border-line-strong',
        (node.disabled || mark?.status === 'skipped') && 'opacity-55',
      )}
    >
      <span
        aria-hidden
        className={classes('absolute inset-y-[-1px] left-[-1px] w-1', type?.isTrigger ? 'hidden' : 'rounded-l-card')}
        style={{ background: colour }}
      />
      <span
        aria-hidden
        className={classes('grid size-8 shrink-0 place-items-center bg-current/10', type?.isTrigger ? 'rounded-full' : 'rounded-field')}
        style={{ color: colour }}
      >
        <Icon size={18} />
      </span>
      <span className="words min-w-0 flex-1">
        <span className={classes('block text-dense font-medium', cutAt(node.name, 13, room, 500), node.disabled && 'line-through')}>
          {node.name}
        </span>
        <span className={classes('block text-xs text-ink-3', cutAt(told, 12, room))}>{told}</span>
      </span>
      {mark?.past && (
        <span className="words absolute -bottom-4.5 left-8 rounded bg-paper px-1 text-[10px] leading-3.5 whitespace-nowrap text-ink-2">
          {mark.past}
        </span>
      )}
      {mark?.pinned && <Pin size={13} aria-hidden className="absolute -bottom-2 left-3 rounded-full bg-sheet text-accent" />}
      {people && <Users size={14} aria-hidden className="shrink-0 text-ink-3" />}
      <Badge mark={mark} disabled={node.disabled ?? false} notes={Boolean(node.notes)} />
      {inputs && (
        <Handle type="target" position={Position.Left} aria-hidden data-kind={kindOfInput(type)} title={`Takes: ${takes(type)}`} />
      )}
      {ports.map((port, index) => (
        <Port key={port} {...data} port={port} at={(index + 1) / (ports.length + 1)} />
      ))}
      {next &&
        open.map((port) => (
          <button
            key={port}
            type="button"
            tabIndex={-1}
            aria-label={`What follows ${node.name}${ports.length > 1 ? `, ${portLabel(port)}` : ''}?`}
            title="Add what comes next"
            onClick={() => next(node.id, port)}
            className={nextLook}
            style={{
              top: `calc(${((ports.indexOf(port) + 1) / (ports.length + 1)) * 100}% - 10px)`,
              left: nextAt(ports.length > 1 ? portLabel(port) : ''),
            }}
          >
            <Plus size={12} aria-hidden />
          </button>
        ))}
    </div>
  )
}

/** A card without its edges, icon and gaps, in pixels. */
const roomForWords = 128

/** Text that fits is not clipped: each clip is a drawing of its own, and hundreds of cards have two texts. */
const cutAt = (text: string, size: number, room: number, weight?: number) =>
  (textWidth(text, size, weight) ?? Infinity) <= room ? 'whitespace-nowrap' : 'truncate'

/** Behind the dot, or behind its words where it has some. */
const nextAt = (label: string) => cardWidth + behindDot + (label === '' ? 0 : label.length * 5.5 + 6)

const nextLook =
  'step-next nodrag nopan absolute grid size-5 place-items-center rounded border border-line-strong bg-sheet text-ink-3 ' +
  'hover:border-accent hover:bg-accent hover:text-on-accent'

function Port({ node, type, ports, port, at }: Pick<StepData, 'node' | 'type' | 'ports'> & { port: string; at: number }) {
  return (
    <Handle
      id={port}
      type="source"
      position={Position.Right}
      style={{ top: `${at * 100}%` }}
      data-kind={kindOfOutput(node, type, port)}
      title={portTitle(node, type, port)}
    >
      {ports.length > 1 && (
        <span
          className={classes(
            'pointer-events-none absolute top-[calc(50%-7px)] left-[calc(50%+8px)] rounded bg-paper px-1',
            'text-[10px] leading-3.5 whitespace-nowrap',
            port === 'error' ? 'text-failed' : 'text-ink-2',
          )}
        >
          {portLabel(port)}
        </span>
      )}
    </Handle>
  )
}

const look = 'absolute -top-2 -right-2 flex h-5 items-center gap-1 rounded-full border bg-sheet px-1 text-[10px] font-semibold'

const changes = {
  added: { icon: CirclePlus, word: 'Added', tone: 'text-done' },
  removed: { icon: CircleMinus, word: 'Removed', tone: 'text-failed' },
  changed: { icon: Pencil, word: 'Changed', tone: 'text-attention' },
  moved: { icon: Move, word: 'Moved', tone: 'text-ink-2' },
}

function Badge({ mark, disabled, notes }: { mark: Mark | undefined; disabled: boolean; notes: boolean }) {
  const state = mark?.status ? stateOf(mark.status) : null
  if (mark?.change) {
    const { icon: Icon, word, tone } = changes[mark.change]
    return (
      <span className={classes(look, tone, 'border-current/40')} title={mark.note}>
        <Icon size={13} aria-hidden /> {word}
      </span>
    )
  }
  if (state)
    return (
      <span className={classes(look, `text-${state.tone === 'neutral' ? 'ink-2' : state.tone}`, 'border-current/40')} title={mark?.note}>
        <state.icon size={13} aria-hidden className={mark?.status === 'running' ? 'animate-spin' : ''} />
        {state.word}
      </span>
    )
  if (mark?.errorCount || mark?.warningCount)
    return (
      <span
        className={classes(look, mark.errorCount ? 'border-failed/40 text-failed' : 'border-attention/40 text-attention')}
        title={mark.note}
      >
        <TriangleAlert size={13} aria-hidden />
        {(mark.errorCount ?? 0) + (mark.warningCount ?? 0)}
      </span>
    )
  if (mark?.stale)
    return (
      <span className={classes(look, 'border-line text-ink-2')} title={mark.stale}>
        <HistoryIcon size={13} aria-hidden /> Stale
      </span>
    )
  if (disabled)
    return (
      <span className={classes(look, 'border-line text-ink-2')}>
        <CircleSlash size={13} aria-hidden /> Off
      </span>
    )
  return notes ? (
    <span className={classes(look, 'border-line text-ink-2')} title="Has notes">
      <StickyNote size={13} aria-label="Has notes" />
    </span>
  ) : null
}
