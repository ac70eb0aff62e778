import { Dialog } from 'radix-ui'
import { useRef, useState } from 'react'
import type { NodeType } from '../../../api/nodes'
import { categoryNames, colourOf, iconOf } from '../../../graph/canvas/icons'
import type { Shape } from '../../../graph/ports/flowing'
import { suits } from '../../../graph/ports/ports'
import { PickList } from '../../../ui/list/PickList'
import { useMyTypes } from '../mine/types'
import { type Hit, noStep, searchTypes } from './search'
import { TypeName } from './TypeName'

interface InsertDialogProps {
  types: readonly NodeType[]
  /** It comes after another step or into a line, where a trigger cannot: one that is asked for by name stands apart. */
  follows: boolean
  /** What comes to the step: those that it suits are proposed first. */
  arriving: Shape | null
  onPick: (type: NodeType) => void
  onClose: () => void
  /** The step is there, and the dialog gone: the focus goes there. */
  onPicked: () => void
}

const look =
  'fixed top-[14vh] left-1/2 z-40 flex max-h-[64vh] w-[calc(100vw-24px)] max-w-md -translate-x-1/2 flex-col ' +
  'overflow-hidden rounded-card border border-line bg-raised shadow-float'

/** Search and insert by keyboard: what comes next? */
export function InsertDialog({ types, follows, arriving, onPick, onClose, onPicked }: InsertDialogProps) {
  const [text, setText] = useState('')
  const { favourites, recent } = useMyTypes()
  const picked = useRef(false)
  const all = searchTypes(types, text)
  const steps = all.filter((hit) => !follows || !hit.type.isTrigger)
  const found = text === '' ? steps : [...steps, ...all.filter((hit) => !steps.includes(hit))]
  const suiting = found.filter(({ type }) => suits(type, arriving) > 0).sort((a, b) => suits(b.type, arriving) - suits(a.type, arriving))
  // Without a word: what suits comes first, then what one likes and took last.
  const mine = [...favourites, ...recent].flatMap((name) => found.find((hit) => hit.type.type === name) ?? [])
  const first = [...new Set([...suiting, ...mine])]
  const hits = text === '' ? [...first, ...found.filter((hit) => !first.includes(hit))] : found
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/20" />
        <Dialog.Content
          aria-describedby={undefined}
          className={look}
          onCloseAutoFocus={(event) => {
            if (!picked.current) return
            event.preventDefault()
            onPicked()
          }}
        >
          <Dialog.Title className="sr-only">Add a step</Dialog.Title>
          <PickList
            label="What comes next?"
            listLabel="Steps"
            text={text}
            onText={setText}
            items={hits}
            keyOf={({ type }) => type.type}
            empty={noStep}
            onPick={({ type }) => {
              picked.current = true
              onPick(type)
            }}
            rowClass="items-start py-2"
          >
            {(hit) => <Found {...hit} suits={suits(hit.type, arriving) > 0} apart={follows && hit.type.isTrigger} />}
          </PickList>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Found({ type, at, tag, described = [], suits: fits, apart }: Hit & { suits: boolean; apart: boolean }) {
  const Icon = iconOf(type)
  return (
    <>
      <Icon size={18} aria-hidden className="mt-0.5 shrink-0" style={{ color: colourOf(type.category) }} />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">
          <TypeName name={type.name} at={at} />
        </span>
        <span className="line-clamp-1 text-dense text-ink-2">
          {tag && (
            <>
              <TypeName name={tag.text} at={tag.at} />:{' '}
            </>
          )}
          <TypeName name={type.description} at={described} />
        </span>
      </span>
      <span className="text-right text-xs text-ink-2">
        {categoryNames[type.category]}
        {fits && <span className="block text-accent">suits what arrives</span>}
        {apart && <span className="block">stands apart</span>}
      </span>
    </>
  )
}
