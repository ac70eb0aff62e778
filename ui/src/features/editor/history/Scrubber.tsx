import type { useWorkflowHistory } from '../../../api/workflows'
import { dateTimeText } from '../../../lib/time'
import type { Moment } from './moment'

interface ScrubberProps {
  history: ReturnType<typeof useWorkflowHistory>
  moment: Moment | null
  onShow: (moment: Moment | null) => void
}

/** Through every change there ever was, the first on the left; quite on the right is now. */
export function Scrubber({ history: { items, hasNextPage, isFetching, fetchNextPage }, moment, onShow }: ScrubberProps) {
  const last = items[0]?.version ?? 1
  if (last < 2) return null
  const at = moment?.kind === 'event' ? moment.at : last
  const item = items.find((one) => one.version === at)
  const show = (version: number) => {
    onShow(version >= last ? null : { kind: 'event', at: version })
    // What is said of it is read when somebody comes that far back.
    if (version < (items.at(-1)?.version ?? 1) && hasNextPage && !isFetching) void fetchNextPage()
  }
  return (
    <div className="px-2 pb-1">
      <input
        type="range"
        aria-label="Moment"
        aria-valuetext={at >= last ? 'Now' : (item?.summary ?? `Change ${at} of ${last}`)}
        min={1}
        max={last}
        value={at}
        onChange={(event) => show(Number(event.target.value))}
        className="my-1 w-full accent-(--accent) pointer-coarse:h-11"
      />
      <p className="text-xs text-ink-2">
        {at >= last ? 'Now' : item ? `${dateTimeText(item.timestamp)}, change ${at} of ${last}` : `Change ${at} of ${last}`}
      </p>
    </div>
  )
}
