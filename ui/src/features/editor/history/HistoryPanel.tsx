import { X } from 'lucide-react'
import { useMay } from '../../../api/session'
import { useWorkflowHistory, useWorkflowVersions } from '../../../api/workflows'
import { sideLook } from '../../../graph/canvas/side'
import { definitionOf, type Graph } from '../../../graph/model/graph'
import { Button, IconButton } from '../../../ui/Button'
import { ErrorState } from '../../../ui/ErrorState'
import { SkeletonRows } from '../../../ui/Skeleton'
import { Select } from '../../../ui/Field'
import { useCopy } from '../../workflows/useCopy'
import { useDraft } from '../draft/store'
import { Differences } from './Differences'
import { Entry, Group } from './Entries'
import { historyGroups } from './historyGroups'
import type { Moment } from './moment'
import { Scrubber } from './Scrubber'
import { titleOf, VersionName } from './VersionName'

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
  const name = useDraft((state) => state.graph.name)
  const mayEdit = useMay()('workflows.edit')
  const copy = useCopy()
  return (
    <aside aria-label="History" className={sideLook}>
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="flex-1 font-semibold">History</h2>
        <IconButton icon={X} label="Close the history" size="small" onClick={onClose} />
      </div>
      {moment && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-4 py-2">
          <span className="w-full text-dense">You see an earlier state.</span>
          <Button size="small" disabled={!canRestore} onClick={onRestore}>
            Restore it
          </Button>
          <Button
            size="small"
            disabled={!earlier || !mayEdit}
            onClick={() => earlier && void copy(earlier.name || name, definitionOf(earlier))}
          >
            Copy as new
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
          <Scrubber history={history} versions={versions} moment={moment} onShow={onShow} />
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
