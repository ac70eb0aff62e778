import { useDraggable } from '@dnd-kit/core'
import { classes } from '../../../lib/classes'
import { edit, useBuilder } from '../model/builder'
import { addField, type Draft, type Place, placeOf } from '../model/edits'
import { type FieldKind, fieldKinds, kindGroups } from '../model/kinds'
import { iconOf } from './kindIcons'

/** What can be added: drag it to its place, or click to add it below the chosen field. */
export function Palette() {
  return (
    <aside
      aria-label="Fields to add"
      className="overflow-auto border-line bg-sheet max-md:max-h-40 max-md:border-b md:border-r"
    >
      {kindGroups.map((group) => (
        <section key={group} aria-label={group} className="p-2 max-md:py-1">
          <h2 className="px-2 py-1 text-xs font-medium text-ink-3">{group}</h2>
          <div className="flex flex-col max-md:flex-row max-md:flex-wrap">
            {fieldKinds
              .filter((kind) => kind.group === group)
              .map((kind) => (
                <PaletteItem key={kind.kind} kind={kind} />
              ))}
          </div>
        </section>
      ))}
    </aside>
  )
}

function PaletteItem({ kind }: { kind: FieldKind }) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `new:${kind.kind}` })
  const Icon = iconOf(kind.kind)
  const { onKeyDown: _byClick, ...pointer } = listeners ?? {}
  return (
    <button
      ref={setNodeRef}
      type="button"
      {...pointer}
      onClick={() => addBelowChosen(kind.kind)}
      className={classes(
        'flex min-h-8 items-center gap-2 rounded-field px-2 text-left hover:bg-sunken pointer-coarse:min-h-11',
        isDragging && 'opacity-50',
      )}
    >
      <Icon size={16} aria-hidden className="shrink-0 text-ink-3" />
      {kind.label}
    </button>
  )
}

function addBelowChosen(kind: string) {
  const { draft, chosen } = useBuilder.getState()
  const added = addField(draft, kind, below(draft, chosen))
  edit(() => added.draft, added.name)
}

function below(draft: Draft, chosen: string | null): Place {
  const place = chosen === null ? undefined : placeOf(draft, chosen)
  if (place) return { page: place.page, at: place.at + 1 }
  const page = draft.ui.pages.length - 1
  return { page, at: draft.ui.pages[page]?.fields.length ?? 0 }
}
