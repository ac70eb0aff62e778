import { Undo2 } from 'lucide-react'
import { count } from '../../../lib/text'
import { Button } from '../../../ui/Button'
import { takeBack, useHeld } from './held'

/** The window to undo a bulk decision: until it closes nothing has left the browser. */
export function HeldNotice() {
  const held = useHeld((state) => state.held)
  if (!held) return null
  return (
    <div role="status" className="flex shrink-0 items-center gap-3 border-t border-line bg-attention/6 px-4 py-2.5">
      <span className="min-w-0 flex-1">
        {held.label}: {count(held.count, 'review')} in a few seconds
      </span>
      <Button size="small" icon={Undo2} onClick={takeBack}>
        Undo
      </Button>
    </div>
  )
}
