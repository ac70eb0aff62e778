import { ChevronDown, Clock, RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import { type HistoryItem, useWorkflowHistory, useWorkflowVersions } from '../../../api/workflows'
import { sideLook } from '../../../graph/canvas/side'
import type { Graph } from '../../../graph/model/graph'
import { classes } from '../../../lib/classes'
import { count, nameOf } from '../../../lib/text'
import { dateTimeText } from '../../../lib/time'
import { Button, IconButton } from '../../../ui/Button'
import { ErrorState } from '../../../ui/ErrorState'
import { RelativeTime } from '../../../ui/RelativeTime'
import { SkeletonRows } from '../../../ui/Skeleton'
import { Select } from '../../../ui/Field'
import { Differences } from './Differences'
import { type HistoryGroup, historyGroups } from './historyGroups'
import { titleOf, VersionName } from './VersionName'

/** A state of the past; compared with the draft, or with a published version. */
export type Moment = ({ kind: 'event'; at: number } | { kind: 'version'; number: number }) & { against?: number }

interface HistoryPanelProps {
  workflowId: string
  moment: Moment | null
  /** The graph at the moment, once it is read. */
  earlier: Graph | null
  now: Graph
  onShow: (moment: Moment | null) => void
  onRestore: () => void
  canRestore: boolean
  onClose: () => void
}

/** Who changed what and when. The canvas shows the chosen moment; it can be brought back. */
export function HistoryPanel(props: HistoryPanelProps) {
  const { workflowId, moment, earlier, now, onShow, onRestore, canRestore, onClose } = props
  const history = useWorkflowHistory(workflowId)
  const versions = useWorkflowVersions(workflowId).data?.items ?? []
  return (
    <aside aria-label="History" className={sideLook}>
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="flex-1 font-semibold">History</h2>
        <IconButton icon={X} label="Close the history" size="small" onClick={onClose} />
      </div>
      {moment && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-4 py-2">
          <span className="flex-1 text-dense">You see an earlier state.</span>
          <Button size="small" icon={RotateCcw} disabled={!canRestore} onClick={onRestore}>
            Restore it
          </Button>
          <Button size="small" onClick={() => onShow(null)}>
            Back to now
          </Button>
        </div>
      )}
      {moment && versions.length > 0 && (
        <label className="flex items-center gap-2 border-b border-line px-4 py-1.5 text-dense">
          Compare with
          <Select
            className="min-w-0 flex-1"
            value={String(moment.against ?? '')}
            options={[
              { value: '', label: 'The draft now' },
              ...versions.map((one) => ({ value: String(one.version), label: titleOf(one) })),
            ]}
            onPick={(value) => {
              const { against: _, ...rest } = moment
              onShow(value === '' ? rest : { ...rest, against: Number(value) })
            }}
          />
        </label>
      )}
      {earlier && <Differences before={earlier} now={now} />}
      <div className="min-h-0 flex-1 overflow-auto">
        {versions.length > 0 && (
          <section aria-label="Published versions" className="border-b border-line p-2">
            <h3 className="px-2 py-1 text-xs font-medium text-ink-3">Published versions</h3>
            <ul>
              {versions.map((version) => (
                <li key={version.version} className="flex flex-col">
                  <Entry
                    chosen={moment?.kind === 'version' && moment.number === version.version}
                    onClick={() => onShow({ kind: 'version', number: version.version })}
                    text={titleOf(version)}
                    who={version.publishedBy}
                    at={version.publishedAt}
                  />
                  {moment?.kind === 'version' && moment.number === version.version && (
                    <VersionName key={version.name} workflowId={workflowId} version={version} />
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        <section aria-label="Changes" className="p-2">
          <h3 className="px-2 py-1 text-xs font-medium text-ink-3">Changes</h3>
          <Scrubber history={history} moment={moment} onShow={onShow} />
          {history.isPending && <SkeletonRows />}
          {history.isError && <ErrorState error={history.error} compact />}
          <ul>
            {historyGroups(history.items).map((group) => (
              <Group key={group.items.at(-1)?.version} group={group} moment={moment} onShow={onShow} />
            ))}
          </ul>
          {history.hasNextPage && (
            <Button size="small" busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()} className="m-2">
              Show earlier changes
            </Button>
          )}
        </section>
      </div>
    </aside>
  )
}

interface GroupProps {
  group: HistoryGroup
  moment: Moment | null
  onShow: (moment: Moment | null) => void
}

/** What was done at once, or in a row: one line, that opens. */
function Group({ group: { items, text }, moment, onShow }: GroupProps) {
  const [isOpen, setOpen] = useState(false)
  const line = (item: HistoryItem, said: string) => (
    <Entry
      chosen={moment?.kind === 'event' && moment.at === item.version}
      onClick={() => onShow({ kind: 'event', at: item.version })}
      text={said}
      who={nameOf(item.actor)}
      at={item.timestamp}
    />
  )
  return (
    <li>
      <div className="flex items-start gap-1">
        {line(items[0]!, text)}
        {items.length > 1 && (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${count(items.length, 'change')}: ${text}`}
            onClick={() => setOpen(!isOpen)}
            className="mt-1 flex shrink-0 items-center rounded-field px-1 text-xs text-ink-2 hover:bg-sunken pointer-coarse:min-h-11"
          >
            {items.length} <ChevronDown size={13} aria-hidden className={isOpen ? 'rotate-180' : ''} />
          </button>
        )}
      </div>
      {isOpen && (
        <ul className="ml-4 border-l border-line pl-1">
          {items.map((item) => (
            <li key={item.version}>{line(item, item.summary)}</li>
          ))}
        </ul>
      )}
    </li>
  )
}

interface ScrubberProps {
  history: ReturnType<typeof useWorkflowHistory>
  moment: Moment | null
  onShow: (moment: Moment | null) => void
}

/** Through every change there ever was, the first on the left; quite on the right is now. */
function Scrubber({ history: { items, hasNextPage, isFetching, fetchNextPage }, moment, onShow }: ScrubberProps) {
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

interface EntryProps {
  chosen: boolean
  onClick: () => void
  text: string
  who: string | null
  at: string
}

function Entry({ chosen, onClick, text, who, at }: EntryProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onClick}
      className={classes('flex min-w-0 flex-1 gap-2 rounded-field px-2 py-1.5 text-left', chosen ? 'bg-accent-soft' : 'hover:bg-sunken')}
    >
      <Clock size={14} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="block text-dense first-letter:uppercase">{text}</span>
        <span className="block text-xs text-ink-2">
          {who ? `${who}, ` : ''}
          <RelativeTime at={at} />
        </span>
      </span>
    </button>
  )
}
