import { useDroppable } from '@dnd-kit/core'
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { ArrowDown, ArrowUp, FilePlus2, GripVertical, Settings2, Trash2 } from 'lucide-react'
import { type Field, readForm } from '../../../form-view/form'
import { classes } from '../../../lib/classes'
import { Button, IconButton } from '../../../ui/Button'
import { placeOn } from '../lead'
import { choose, edit, useBuilder } from '../model/builder'
import { askedOf, sayCondition } from '../logic/asking'
import { addPage, movePage, removePage, setPage } from '../model/edits'
import { type Mark, marksOf, useAnalysis } from '../useAnalysis'
import { FieldCard } from './FieldCard'
import { Marks } from './Marks'

const titleLook =
  'min-w-0 flex-1 rounded-field border border-transparent bg-transparent px-2 py-1 text-base font-semibold ' +
  'placeholder:font-normal placeholder:text-ink-3 hover:border-line-strong'

const descriptionLook =
  'mb-2 block field-sizing-content w-full resize-none rounded-field border border-transparent bg-transparent px-2 py-1 ' +
  'text-dense text-ink-2 placeholder:text-ink-3 hover:border-line-strong'

/** What a page is called while it is dragged; fields are called by their names. */
export const pageId = (index: number) => `sheet:${index}`
export const pageOf = (id: string) => (id.startsWith('sheet:') ? Number(id.slice(6)) : undefined)

/** The form page by page, as it will look. Where there is no room beside it, a button opens the settings of the form. */
export function Pages({ onSettings }: { onSettings: () => void }) {
  const draft = useBuilder((state) => state.draft)
  const fields = new Map(readForm(draft).fields.map((field) => [field.name, field]))
  const marks = marksOf(useAnalysis())
  const chosen = useBuilder((state) => state.chosen)
  return (
    <div
      className={classes(
        'overflow-auto bg-paper px-6 py-5 max-md:px-3',
        // The last questions can be scrolled above the sheet of settings.
        chosen !== null && 'max-lg:pb-48',
      )}
      onClick={(event) => event.target === event.currentTarget && choose(null)}
    >
      <div className="mx-auto flex max-w-160 flex-col gap-6">
        <Button
          kind="quiet"
          icon={Settings2}
          className="-mb-3 self-start lg:hidden"
          onClick={() => {
            choose(null)
            onSettings()
          }}
        >
          Settings of the form
        </Button>
        <SortableContext items={draft.ui.pages.map((_, index) => pageId(index))} strategy={verticalListSortingStrategy}>
          {draft.ui.pages.map((_, index) => (
            <PageSheet key={index} index={index} fields={fields} marks={marks} />
          ))}
        </SortableContext>
        <Button icon={FilePlus2} className="self-start" onClick={() => edit(addPage)}>
          Add a page
        </Button>
      </div>
    </div>
  )
}

type PageSheetProps = {
  index: number
  fields: ReadonlyMap<string, Field>
  marks: ReadonlyMap<string, readonly Mark[]>
}

function PageSheet({ index, fields, marks }: PageSheetProps) {
  const pages = useBuilder((state) => state.draft.ui.pages)
  const chosen = useBuilder((state) => state.chosen)
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, isDragging } = useSortable({ id: pageId(index) })
  const page = pages[index]!
  const say = (expression: string) => sayCondition(expression, askedOf([...fields.values()]))
  const several = pages.length > 1
  const move = (by: 1 | -1) => edit((before) => movePage(before, index, index + by))
  return (
    <section
      ref={setNodeRef}
      aria-label={`Page ${index + 1}`}
      {...placeOn('build', `page:${index}`)}
      className={isDragging ? 'opacity-40' : ''}
    >
      <div className="mb-2 flex items-center gap-2">
        {several && (
          <button
            ref={setActivatorNodeRef}
            type="button"
            {...listeners}
            {...attributes}
            aria-label={`Move page ${index + 1}: press Space, then the arrow keys`}
            className="cursor-grab touch-none rounded-field p-1 text-ink-3 hover:text-ink"
          >
            <GripVertical size={16} aria-hidden />
          </button>
        )}
        {several && <span className="shrink-0 text-dense text-ink-3">Page {index + 1}</span>}
        <input
          aria-label={`Title of page ${index + 1}`}
          value={page.title ?? ''}
          placeholder={several ? 'Title of this page' : 'Title of this page (optional)'}
          onChange={(event) => edit((before) => setPage(before, index, { title: event.target.value }))}
          className={titleLook}
        />
        {several && (
          <>
            <IconButton
              icon={ArrowUp}
              label={`Move page ${index + 1} up`}
              size="small"
              disabled={index === 0}
              onClick={() => move(-1)}
            />
            <IconButton
              icon={ArrowDown}
              label={`Move page ${index + 1} down`}
              size="small"
              disabled={index === pages.length - 1}
              onClick={() => move(1)}
            />
            <IconButton
              icon={Trash2}
              label={`Remove page ${index + 1}; its fields move to the page beside it`}
              size="small"
              onClick={() => edit((before) => removePage(before, index))}
            />
          </>
        )}
      </div>
      <textarea
        aria-label={`What page ${index + 1} says above its questions`}
        value={page.description ?? ''}
        placeholder="What stands above these questions (optional)"
        rows={1}
        onChange={(event) => edit((before) => setPage(before, index, { description: event.target.value }))}
        className={descriptionLook}
      />
      <Marks marks={marks.get(`page:${index}`)} className="mb-2 px-2" />
      <SortableContext items={page.fields} strategy={verticalListSortingStrategy}>
        <ul className="flex flex-col gap-2">
          {page.fields.map((name) => {
            const field = fields.get(name)
            return (
              field && <FieldCard key={name} field={field} chosen={name === chosen} marks={marks.get(name)} say={say} />
            )
          })}
        </ul>
      </SortableContext>
      <DropHere page={index} empty={page.fields.length === 0} />
    </section>
  )
}

function DropHere({ page, empty }: { page: number; empty: boolean }) {
  const { setNodeRef, isOver } = useDroppable({ id: `page:${page}` })
  return (
    <div
      ref={setNodeRef}
      className={classes(
        'mt-2 rounded-card border border-dashed text-center text-dense text-ink-3',
        empty ? 'px-4 py-10' : 'py-2',
        isOver ? 'border-accent bg-accent-soft' : empty ? 'border-line-strong' : 'border-transparent',
      )}
    >
      {empty ? 'Drag a field here, click one in the palette, or press / and type its name.' : '\u00a0'}
    </div>
  )
}
