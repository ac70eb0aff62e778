import { useSortable } from '@dnd-kit/sortable'
import { ArrowDown, ArrowUp, Copy, GripVertical, Sparkles, Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { FieldControl } from '../../../form-view/controls/FieldControl'
import type { Field } from '../../../form-view/form'
import { pointer } from '../../../form-view/problems'
import { classes } from '../../../lib/classes'
import { IconButton } from '../../../ui/Button'
import { placeOn } from '../lead'
import { choose, edit, useBuilder } from '../model/builder'
import { duplicateField, nudgeField, removeField } from '../model/edits'
import type { Mark } from '../useAnalysis'
import { Marks } from './Marks'
import { writeQuestion } from './adding'

type FieldCardProps = {
  field: Field
  chosen: boolean
  marks: readonly Mark[] | undefined
  /** A condition in words. */
  say: (expression: string) => string
}

/** A field as it will look. Choosing it opens its settings; Alt with the arrow keys moves it. */
export function FieldCard({ field, chosen, marks, say }: FieldCardProps) {
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, transform, transition, isDragging } = useSortable({
    id: field.name,
  })
  const nudge = (by: 1 | -1) => edit((draft) => nudgeField(draft, field.name, by), field.name)
  const logic = logicOf(field, say)
  const card = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const drawn = chosen ? card.current : null
    // Of a tall one the question is in sight, not what is below it.
    drawn?.scrollIntoView({ block: drawn.offsetHeight > window.innerHeight / 3 ? 'start' : 'nearest' })
  }, [chosen])
  return (
    <li
      ref={(drawn) => {
        setNodeRef(drawn)
        card.current = drawn
      }}
      data-chosen={chosen || undefined}
      {...placeOn('build', field.name)}
      style={{ transform: transform ? `translate3d(0, ${Math.round(transform.y)}px, 0)` : undefined, transition }}
      className={classes(
        // The settings of a chosen field cover the lower part of a small screen.
        'group relative scroll-mt-2 rounded-card border bg-sheet max-lg:scroll-mb-48',
        chosen ? 'border-accent ring-1 ring-accent' : 'border-line hover:border-line-strong',
        isDragging && 'opacity-40',
      )}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
        event.preventDefault()
        nudge(event.key === 'ArrowUp' ? -1 : 1)
      }}
    >
      <div className="flex items-start">
        <button
          ref={setActivatorNodeRef}
          type="button"
          {...listeners}
          {...attributes}
          aria-label={`Move ${field.label}: press Space, then the arrow keys`}
          className="mt-3 ml-1 cursor-grab touch-none rounded-field p-1 text-ink-3 hover:text-ink"
        >
          <GripVertical size={16} aria-hidden />
        </button>
        <div className="relative min-w-0 flex-1 p-4 pl-2">
          <div inert className="pointer-events-none">
            <FieldControl
              field={field}
              path={pointer('builder', field.name)}
              value={undefined}
              onChange={() => undefined}
              problemAt={() => undefined}
              required={field.required || field.requiredIf !== undefined}
            />
            {field.widget === 'hidden' && <p className="text-ink-3">{field.label}: not shown</p>}
          </div>
          {logic && (
            <p className="mt-2 flex items-center gap-1 text-dense text-ink-3">
              <Sparkles size={14} aria-hidden className="shrink-0" />
              <span className="truncate">{logic}</span>
            </p>
          )}
          <Marks marks={marks} className="mt-2" />
          <button
            type="button"
            aria-pressed={chosen}
            aria-label={`Settings of ${field.label}`}
            onClick={() => choose(field.name)}
            onDoubleClick={writeQuestion}
            className="absolute inset-0 rounded-card"
          />
        </div>
      </div>
      <div
        className={classes(
          'absolute top-2 right-2 flex rounded-field border border-line bg-raised',
          !chosen && 'invisible group-focus-within:visible group-hover:visible',
        )}
      >
        <IconButton icon={ArrowUp} label={`Move ${field.label} up`} size="small" onClick={() => nudge(-1)} />
        <IconButton icon={ArrowDown} label={`Move ${field.label} down`} size="small" onClick={() => nudge(1)} />
        <IconButton icon={Copy} label={`Duplicate ${field.label}`} size="small" onClick={() => duplicate(field.name)} />
        <IconButton
          icon={Trash2}
          label={`Remove ${field.label}`}
          size="small"
          onClick={() => edit((draft) => removeField(draft, field.name), null)}
        />
      </div>
    </li>
  )
}

/** The first thing that governs a field; the others are on its card under Logic. */
function logicOf({ visibleIf, requiredIf, validIf }: Field, say: FieldCardProps['say']): string | undefined {
  if (visibleIf) return `Shown if ${say(visibleIf)}`
  if (requiredIf && requiredIf !== 'true') return `Must be answered if ${say(requiredIf)}`
  return validIf && `Accepted if ${say(validIf)}`
}

function duplicate(name: string) {
  const copy = duplicateField(useBuilder.getState().draft, name)
  edit(() => copy.draft, copy.name)
}
