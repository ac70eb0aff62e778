import type { useWorkflowHistory, WorkflowVersion } from '../../../api/workflows'
import { dateTimeText } from '../../../lib/time'
import type { Moment } from './moment'
import { titleOf } from './VersionName'

interface ScrubberProps {
  history: ReturnType<typeof useWorkflowHistory>
  versions: readonly WorkflowVersion[]
  moment: Moment | null
  onShow: (moment: Moment | null) => void
}

/** Through every change there ever was, the first on the left; quite on the right is now. */
export function Scrubber({ history, versions, moment, onShow }: ScrubberProps) {
  const { items, hasNextPage, isFetching, fetchNextPage } = history
  const last = items[0]?.version ?? 1
  if (last < 2) return null
  const version = moment?.kind === 'version' ? versions.find((one) => one.version === moment.number) : undefined
  const at = moment === null ? last : moment.kind === 'event' ? moment.at : (version?.streamVersion ?? last)
  const item = items.find((one) => one.version === at)
  const change = `change ${at} of ${last}`
  const when = version?.publishedAt ?? item?.timestamp
  const words = moment === null ? 'Now' : [version && titleOf(version), when && dateTimeText(when), change].filter(Boolean).join(', ')
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
        aria-valuetext={moment === null ? 'Now' : version ? titleOf(version) : (item?.summary ?? change)}
        min={1}
        max={last}
        value={at}
        onChange={(event) => show(Number(event.target.value))}
        className="my-1 w-full accent-(--accent) pointer-coarse:h-11"
      />
      <p className="text-xs text-ink-2 first-letter:uppercase">{words}</p>
    </div>
  )
}
