import { useDroppable } from '@dnd-kit/core'
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { ArrowDown, ArrowUp, FilePlus2, Trash2 } from 'lucide-react'
import { readForm } from '../../../form-view/form'
import { classes } from '../../../lib/classes'
import { Button, IconButton } from '../../../ui/Button'
import { choose, edit, useBuilder } from '../model/builder'
import { addPage, removePage, setPageTitle } from '../model/edits'
import { movePage } from '../model/reuse'
import { FieldCard } from './FieldCard'

const titleLook =
  'min-w-0 flex-1 rounded-field border border-transparent bg-transparent px-2 py-1 text-base font-semibold ' +
  'placeholder:font-normal placeholder:text-ink-3 hover:border-line-strong'

/** The form page by page, as it will look. */
export function Pages() {
  const draft = useBuilder((state) => state.draft)
  const chosen = useBuilder((state) => state.chosen)
  const fields = new Map(readForm(draft).fields.map((field) => [field.name, field]))
  const several = draft.ui.pages.length > 1
  return (
    <div
      className="overflow-auto bg-paper px-6 py-5 max-md:px-3"
      onClick={(event) => event.target === event.currentTarget && choose(null)}
    >
      <div className="mx-auto flex max-w-160 flex-col gap-6">
        {draft.ui.pages.map((page, index) => (
          <section key={index} aria-label={`Page ${index + 1}`}>
            <div className="mb-2 flex items-center gap-2">
              {several && <span className="shrink-0 text-dense text-ink-3">Page {index + 1}</span>}
              <input
                aria-label={`Title of page ${index + 1}`}
                value={page.title ?? ''}
                placeholder={several ? 'Title of this page' : 'Title of this page (optional)'}
                onChange={(event) => edit((before) => setPageTitle(before, index, event.target.value))}
                className={titleLook}
              />
              {several && (
                <>
                  <IconButton
                    icon={ArrowUp}
                    label={`Move page ${index + 1} up`}
                    size="small"
                    disabled={index === 0}
                    onClick={() => edit((before) => movePage(before, index, -1))}
                  />
                  <IconButton
                    icon={ArrowDown}
                    label={`Move page ${index + 1} down`}
                    size="small"
                    disabled={index === draft.ui.pages.length - 1}
                    onClick={() => edit((before) => movePage(before, index, 1))}
                  />
                </>
              )}
              {several && (
                <IconButton
                  icon={Trash2}
                  label={`Remove page ${index + 1}; its fields move to the page beside it`}
                  size="small"
                  onClick={() => edit((before) => removePage(before, index))}
                />
              )}
            </div>
            <SortableContext items={page.fields} strategy={verticalListSortingStrategy}>
              <ul className="flex flex-col gap-2">
                {page.fields.map((name) => {
                  const field = fields.get(name)
                  return field && <FieldCard key={name} field={field} chosen={name === chosen} />
                })}
              </ul>
            </SortableContext>
            <DropHere page={index} empty={page.fields.length === 0} />
          </section>
        ))}
        <Button icon={FilePlus2} className="self-start" onClick={() => edit(addPage)}>
          Add a page
        </Button>
      </div>
    </div>
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
      {empty ? 'Drag a field here, or click one in the palette.' : '\u00a0'}
    </div>
  )
}
