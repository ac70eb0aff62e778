import type { NodeProps } from '@xyflow/react'
import { Repeat } from 'lucide-react'
import type { FrameNode } from '../flow'

/** The body of a loop: what stands inside is repeated. */
export function Frame({ data }: NodeProps<FrameNode>) {
  return (
    <div className="size-full rounded-card border border-dashed border-line-strong bg-sunken/60">
      <p className="flex items-center gap-1.5 px-3 py-2 text-xs font-medium text-ink-2">
        <Repeat size={13} aria-hidden /> Repeated by {data.name}
      </p>
    </div>
  )
}
