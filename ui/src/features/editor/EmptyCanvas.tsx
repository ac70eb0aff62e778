import { Plus } from 'lucide-react'
import { Link } from 'react-router'
import type { NodeType } from '../../api/nodes'
import { paths } from '../../app/paths'
import { colourOf, iconOf } from '../../graph/canvas/icons'
import { Button } from '../../ui/Button'
import { Kbd } from '../../ui/data/Kbd'

const box =
  'pointer-events-auto flex max-h-full w-full max-w-lg flex-col items-center gap-4 overflow-auto rounded-card border border-dashed ' +
  'border-line-strong bg-paper p-6 text-center sm:p-8'
const choice =
  'flex min-h-11 items-center gap-2 rounded-card border border-line bg-sheet px-3 py-2 text-left text-dense hover:border-accent'

interface EmptyCanvasProps {
  types: ReadonlyMap<string, NodeType>
  editable: boolean
  onAdd: () => void
  onPick: (type: NodeType) => void
}

/** What an empty canvas says: how to begin, and the few habits that make the rest quick. */
export function EmptyCanvas({ types, editable, onAdd, onPick }: EmptyCanvasProps) {
  const triggers = [...types.values()].filter((type) => type.isTrigger)
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center p-4">
      <div className={box}>
        <div>
          <h2 className="text-base font-semibold">What starts it?</h2>
          <p className="mt-1 text-ink-2">A person, a time, or a call from elsewhere. Then add what happens next.</p>
        </div>
        {editable && (
          <>
            <ul className="grid w-full grid-cols-1 gap-2 sm:grid-cols-2">
              {triggers.map((type) => {
                const Icon = iconOf(type)
                return (
                  <li key={type.type}>
                    <button type="button" onClick={() => onPick(type)} className={`${choice} w-full`} title={type.description}>
                      <Icon size={17} aria-hidden className="shrink-0" style={{ color: colourOf(type.category) }} />
                      <span className="min-w-0">
                        <span className="block font-medium">{type.name}</span>
                      </span>
                    </button>
                  </li>
                )
              })}
            </ul>
            <div className="flex flex-wrap items-center justify-center gap-3">
              <Button kind="primary" icon={Plus} onClick={onAdd}>
                Add the first step
              </Button>
              <Link to={paths.templates()} className="text-accent">
                Begin with a template
              </Link>
            </div>
            <p className="text-dense text-ink-3 pointer-coarse:hidden">
              <Kbd>Tab</Kbd> adds a step, <Kbd>Ctrl V</Kbd> takes in a copied workflow, n8n’s too, and <Kbd>?</Kbd> shows all
              keys.
            </p>
          </>
        )}
      </div>
    </div>
  )
}
