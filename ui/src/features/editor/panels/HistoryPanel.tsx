import { Clock, RotateCcw, X } from 'lucide-react'
import { useWorkflowHistory, useWorkflowVersions } from '../../../api/workflows'
import { sideLook } from '../../../graph/canvas/side'
import type { Graph } from '../../../graph/model/graph'
import { classes } from '../../../lib/classes'
import { nameOf } from '../../../lib/text'
import { Button, IconButton } from '../../../ui/Button'
import { ErrorState } from '../../../ui/ErrorState'
import { RelativeTime } from '../../../ui/RelativeTime'
import { SkeletonRows } from '../../../ui/Skeleton'
import { Select } from '../../../ui/Field'
import { Differences } from './Differences'
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
                <li key={version.version}>
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
          <Scrubber items={history.items} moment={moment} onShow={onShow} />
          {history.isPending && <SkeletonRows />}
          {history.isError && <ErrorState error={history.error} compact />}
          <ul>
            {history.items.map((item) => (
              <li key={item.version}>
                <Entry
                  chosen={moment?.kind === 'event' && moment.at === item.version}
                  onClick={() => onShow({ kind: 'event', at: item.version })}
                  text={item.summary}
                  who={nameOf(item.actor)}
                  at={item.timestamp}
                />
              </li>
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

interface ScrubberProps {
  items: readonly { version: number; summary: string; timestamp: string }[]
  moment: Moment | null
  onShow: (moment: Moment | null) => void
}

/** Through the changes that are listed, oldest on the left; quite on the right is now. */
function Scrubber({ items, moment, onShow }: ScrubberProps) {
  if (items.length < 2) return null
  const oldest = items.length - 1
  const at = moment?.kind === 'event' ? items.findIndex((item) => item.version === moment.at) : 0
  const show = (index: number) => {
    const item = items[index]
    onShow(index === 0 || !item ? null : { kind: 'event', at: item.version })
  }
  return (
    <input
      type="range"
      aria-label="Moment"
      aria-valuetext={at <= 0 ? 'Now' : items[at]?.summary}
      min={0}
      max={oldest}
      value={oldest - Math.max(0, at)}
      onChange={(event) => show(oldest - Number(event.target.value))}
      className="mx-2 my-1 w-[calc(100%-16px)] accent-(--accent) pointer-coarse:h-11"
    />
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
      className={classes('flex w-full gap-2 rounded-field px-2 py-1.5 text-left', chosen ? 'bg-accent-soft' : 'hover:bg-sunken')}
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
