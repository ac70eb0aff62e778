import { Layers } from 'lucide-react'
import { useLiveQueries } from '../../api/live'
import { type Projection, useProjections } from '../../api/system'
import { numberText } from '../../lib/text'
import { EmptyState } from '../../ui/EmptyState'
import { ListBody } from '../../ui/list/ListBody'
import { Card } from '../../ui/PageHeader'
import { ProjectionRow } from './ProjectionRow'
import { useRates } from './useRates'

const needOf = { faulted: 0, paused: 1, rebuilding: 2, running: 3, superseded: 4 }

/** What an operator has to look at comes first. */
const byNeed = (a: Projection, b: Projection) => needOf[a.state] - needOf[b.state] || a.name.localeCompare(b.name)

export function Projections() {
  const projections = useProjections()
  useLiveQueries('system', ['system'])
  const items = projections.data?.items ?? []
  const rates = useRates(items, projections.dataUpdatedAt)
  const head = Math.max(0, ...items.map((one) => one.head))
  return (
    <Card className="mt-5">
      <p className="border-b border-line px-4 py-3 text-ink-2">
        Each follows the log, which stands at event <b className="font-mono text-ink">{numberText(head)}</b>. Lists and
        searches are read from projections, which can be built again without loss; subscriptions act on what has happened.
        {projections.data?.mayOperate === false && ' Whoever runs this installation can stop and rebuild them.'}
      </p>
      <ListBody
        list={{ ...projections, items }}
        empty={
          <EmptyState icon={Layers} title="No projection runs">
            They start with the host. If this stays empty, look at the host's log.
          </EmptyState>
        }
      >
        <ul aria-label="Projections">
          {items.toSorted(byNeed).map((one) => (
            <ProjectionRow
              key={`${one.name}:${one.version}`}
              projection={one}
              rates={rates.get(one.name) ?? []}
              mayOperate={projections.data?.mayOperate === true}
            />
          ))}
        </ul>
      </ListBody>
    </Card>
  )
}
