import { useDraggable } from '@dnd-kit/core'
import { Blocks, type LucideIcon, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { classes } from '../../../lib/classes'
import { useBuilder } from '../model/builder'
import { type FieldKind, fieldKinds, kindGroups } from '../model/kinds'
import { addBelowChosen, findField } from './adding'
import { type Block, insertBlock, labelsOf, useBlocks } from './blocks'
import { iconOf } from './kindIcons'

/** What can be added: drag it to its place, click it, or find it by typing; the last two add below the chosen field. */
export function Palette() {
  const [text, setText] = useState('')
  useFindKey()
  const isChosen = useBuilder((state) => state.chosen !== null)
  const found = fieldKinds.filter((kind) => matches(kind, text))
  const blocks = (useBlocks().data ?? []).filter((block) => matches({ label: block.name, also: labelsOf(block).join(' ') }, text))
  const first = found[0]?.label ?? blocks[0]?.name
  return (
    <aside
      aria-label="Fields to add"
      className={classes(
        'overflow-auto border-line bg-sheet max-md:max-h-40 max-md:border-b md:border-r',
        // There is room for the palette or for the settings of a question.
        isChosen && 'max-md:hidden',
      )}
    >
      <div className="sticky top-0 z-10 bg-sheet p-2">
        <div className="relative">
          <Search size={14} aria-hidden className="absolute top-2.5 left-2.5 text-ink-3" />
          <input
            type="search"
            data-find-field
            aria-label="Find a field to add"
            aria-keyshortcuts="/"
            placeholder="Find a field: /"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setText('')
              if (event.key !== 'Enter' || text === '' || !(found[0] ?? blocks[0])) return
              event.preventDefault()
              if (found[0]) addBelowChosen(found[0].kind)
              else if (blocks[0]) insertBlock(blocks[0])
              setText('')
            }}
            className="h-9 w-full rounded-field border border-line-strong bg-sheet ps-8 pe-2 text-work placeholder:text-ink-3"
          />
        </div>
        <p role="status" className="sr-only">
          {text === '' ? '' : first ? `Enter adds: ${first}` : 'No such field'}
        </p>
      </div>
      {!first && <p className="px-4 py-2 text-dense text-ink-3">No such field.</p>}
      {kindGroups.map((group) => {
        const kinds = found.filter((kind) => kind.group === group)
        if (kinds.length === 0) return null
        return (
          <section key={group} aria-label={group} className="p-2 pt-0 max-md:py-1">
            <h2 className="px-2 py-1 text-xs font-medium text-ink-3">{group}</h2>
            <div className="flex flex-col max-md:flex-row max-md:flex-wrap">
              {kinds.map((kind) => (
                <PaletteItem key={kind.kind} kind={kind} first={text !== '' && kind === found[0]} />
              ))}
            </div>
          </section>
        )
      })}
      {blocks.length > 0 && (
        <section aria-label="Blocks" className="p-2 pt-0 max-md:py-1">
          <h2 className="px-2 py-1 text-xs font-medium text-ink-3">Blocks of questions</h2>
          <div className="flex flex-col max-md:flex-row max-md:flex-wrap">
            {blocks.map((block) => (
              <BlockItem key={block.id} block={block} first={text !== '' && found.length === 0 && block === blocks[0]} />
            ))}
          </div>
        </section>
      )}
    </aside>
  )
}

/** By the beginnings of its words, so that `m` finds money and matrix and not every field with an m. */
const matches = (kind: Pick<FieldKind, 'label' | 'also'>, text: string) =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((part) => ` ${kind.label} ${kind.also ?? ''}`.toLowerCase().replace(/-/g, ' ').includes(` ${part.trim()}`))

function useFindKey() {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]')) return
      event.preventDefault()
      findField()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function PaletteItem({ kind, first }: { kind: FieldKind; first: boolean }) {
  return (
    <Item
      id={`new:${kind.kind}`}
      label={kind.label}
      icon={iconOf(kind.kind)}
      first={first}
      onAdd={() => addBelowChosen(kind.kind)}
    />
  )
}

function BlockItem({ block, first }: { block: Block; first: boolean }) {
  return (
    <Item
      id={`block:${block.id}`}
      label={block.name}
      hint={labelsOf(block).join(', ')}
      icon={Blocks}
      first={first}
      onAdd={() => insertBlock(block)}
    />
  )
}

type ItemProps = { id: string; label: string; hint?: string; icon: LucideIcon; first: boolean; onAdd: () => void }

function Item({ id, label, hint, icon: Icon, first, onAdd }: ItemProps) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id })
  const { onKeyDown: _byClick, ...pointer } = listeners ?? {}
  return (
    <button
      ref={setNodeRef}
      type="button"
      {...pointer}
      title={hint}
      onClick={onAdd}
      className={classes(
        'flex min-h-8 items-center gap-2 rounded-field px-2 text-left hover:bg-sunken pointer-coarse:min-h-11',
        isDragging && 'opacity-50',
        first && 'bg-accent-soft',
      )}
    >
      <Icon size={16} aria-hidden className="shrink-0 text-ink-3" />
      <span className="min-w-0 truncate">{label}</span>
    </button>
  )
}
