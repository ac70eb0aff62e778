import {
  closestCenter,
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable'
import { useState } from 'react'
import { count } from '../../../lib/text'
import { moveField, movePage, type Place, placeOf } from '../model/edits'
import { edit, useBuilder } from '../model/builder'
import { kindNamed } from '../model/kinds'
import { groupOf } from '../model/sections'
import { FieldSettings } from '../settings/FieldSettings'
import { addAt } from './adding'
import { type Block, insertBlock, useBlocks } from './blocks'
import { pageOf, Pages } from './Pages'
import { Palette } from './Palette'

const panes =
  'grid h-full min-h-0 grid-cols-[minmax(0,1fr)] max-md:grid-rows-[auto_minmax(0,1fr)] ' +
  'md:grid-cols-[200px_minmax(0,1fr)] lg:grid-cols-[200px_minmax(0,1fr)_340px]'

/** Palette, the page as it will look, and the settings of the chosen field. */
export function BuildTab() {
  const sensors = useSensors(
    // A few pixels of patience, so that a click on a card stays a click.
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const [dragged, setDragged] = useState<string | null>(null)
  const [whole, setWhole] = useState(false)
  const blocks = useBlocks().data ?? []
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(null)
    if (over) dropOn(String(active.id), String(over.id), blocks)
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={amongItsKind}
      onDragStart={({ active }) => setDragged(String(active.id))}
      onDragCancel={() => setDragged(null)}
      onDragEnd={drop}
    >
      <div className={panes}>
        <Palette />
        <Pages onSettings={() => setWhole(true)} />
        <FieldSettings whole={whole} onClose={() => setWhole(false)} />
      </div>
      <DragOverlay dropAnimation={null}>{dragged && <Dragged id={dragged} blocks={blocks} />}</DragOverlay>
    </DndContext>
  )
}

/** A page is dropped among pages, a field among fields. */
const amongItsKind: CollisionDetection = (drag) => {
  const isPage = pageOf(String(drag.active.id)) !== undefined
  const droppableContainers = drag.droppableContainers.filter((one) => (pageOf(String(one.id)) !== undefined) === isPage)
  return closestCenter({ ...drag, droppableContainers })
}

function Dragged({ id, blocks }: { id: string; blocks: readonly Block[] }) {
  const settings = useBuilder((state) => state.draft.ui.fields?.[id])
  const below = useBuilder((state) => groupOf(state.draft, id).length - 1)
  const page = pageOf(id)
  const block = blockOf(id, blocks)
  const label = id.startsWith('new:')
    ? kindNamed(id.slice(4)).label
    : block
      ? block.name
      : page === undefined
        ? (settings?.label ?? id) + (below > 0 ? ` and ${count(below, 'question')} below` : '')
        : `Page ${page + 1}`
  return <div className="rounded-card border border-accent bg-raised px-4 py-3 font-medium shadow-float">{label}</div>
}

const blockOf = (id: string, blocks: readonly Block[]) =>
  id.startsWith('block:') ? blocks.find((block) => block.id === id.slice(6)) : undefined

/** `over` is the field that it was dropped on, or `page:n` for a place without fields. */
function dropOn(id: string, over: string, blocks: readonly Block[]) {
  const page = pageOf(id)
  if (page !== undefined) return edit((before) => movePage(before, page, pageOf(over) ?? page))
  const { draft } = useBuilder.getState()
  const place: Place | undefined = over.startsWith('page:')
    ? { page: Number(over.slice(5)), at: draft.ui.pages[Number(over.slice(5))]?.fields.length ?? 0 }
    : placeOf(draft, over)
  if (!place) return
  if (id.startsWith('new:')) return addAt(id.slice(4), place)
  const block = blockOf(id, blocks)
  if (block) return insertBlock(block, place)
  const from = placeOf(draft, id)
  const below = from?.page === place.page && from.at < place.at
  edit((before) => moveField(before, id, { ...place, at: below ? place.at + 1 : place.at }), id)
}
