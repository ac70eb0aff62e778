import { type NodeProps, NodeResizer, useStore } from '@xyflow/react'
import { memo, use, useState } from 'react'
import { classes } from '../../../lib/classes'
import { Markdown } from '../../../ui/data/markdown/Markdown'
import { type CanvasNote, noteColours } from '../../model/definition'
import { Drawing } from './drawing'
import type { NoteNode } from '../flow'

const [widthMin, heightMin] = [120, 64]

/** A note on the paper. Double-click, or Enter, to write; Escape or a click beside it when done. */
export const NoteCard = memo(function NoteCard({ data: { note }, selected }: NodeProps<NoteNode>) {
  const acts = use(Drawing)
  const [writing, setWriting] = useState(false)
  const change = (changes: Partial<CanvasNote>) => acts?.putNote({ ...note, ...changes })
  // Among several that are chosen, none is the one to be changed.
  const alone = useStore(({ nodes }) => selected && nodes.filter((node) => node.selected).length === 1)
  const begin = () => acts && setWriting(true)
  return (
    <div
      onDoubleClick={begin}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || writing || event.target !== event.currentTarget.parentElement) return
        event.stopPropagation()
        begin()
      }}
      className={classes('canvas-note nokey flex size-full flex-col rounded-card border', selected && 'ring-2 ring-accent/35')}
      data-colour={note.colour}
    >
      {acts && (
        <NodeResizer
          isVisible={alone}
          minWidth={widthMin}
          minHeight={heightMin}
          lineClassName="!border-transparent"
          handleClassName="!size-3 !rounded-full !border-2 !border-accent !bg-sheet"
          onResizeEnd={(_, { x, y, width, height }) =>
            change({ x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) })
          }
        />
      )}
      {writing ? (
        <textarea
          autoFocus
          aria-label="Text of the note"
          defaultValue={note.text}
          maxLength={10_000}
          placeholder="Markdown: **bold**, - list, [link](https://…)"
          onBlur={(event) => {
            setWriting(false)
            if (event.target.value !== note.text) change({ text: event.target.value })
          }}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
          className="nodrag nowheel size-full resize-none rounded-card bg-transparent p-3 text-dense outline-none"
        />
      ) : (
        <div className={classes('min-h-0 flex-1 p-3 text-dense', selected ? 'nowheel overflow-auto' : 'overflow-hidden')}>
          {note.text === '' ? (
            <p className="text-ink-2">{acts ? 'Double-click to write.' : ''}</p>
          ) : (
            <Markdown text={note.text} />
          )}
        </div>
      )}
      {acts && alone && !writing && (
        <div
          role="group"
          aria-label="Colour of the note"
          className="nodrag absolute -top-9 left-0 flex gap-1 rounded-full bg-raised p-1 shadow-float"
        >
          {noteColours.map((colour) => (
            <button
              key={colour}
              type="button"
              aria-label={colour}
              aria-pressed={colour === note.colour}
              onClick={() => change({ colour })}
              data-colour={colour}
              className="canvas-note size-5 rounded-full border aria-pressed:ring-2 aria-pressed:ring-accent pointer-coarse:size-11"
            />
          ))}
        </div>
      )}
    </div>
  )
})
