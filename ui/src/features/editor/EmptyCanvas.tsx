import { Plus } from 'lucide-react'
import { Button } from '../../ui/Button'

const box =
  'pointer-events-auto flex max-w-sm flex-col items-center gap-3 rounded-card border border-dashed border-line-strong ' +
  'bg-paper p-8 text-center'

/** What an empty canvas says: how to begin. */
export function EmptyCanvas({ editable, onAdd }: { editable: boolean; onAdd: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center p-6">
      <div className={box}>
        <h2 className="text-base font-semibold">What starts it?</h2>
        <p className="text-ink-2">
          Begin with something that starts a run: a person, a time, or a call. Then add what happens next.
        </p>
        {editable && (
          <Button kind="primary" icon={Plus} onClick={onAdd}>
            Add the first step
          </Button>
        )}
      </div>
    </div>
  )
}
