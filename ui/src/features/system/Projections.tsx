import { Layers } from 'lucide-react'
import { useLiveQueries } from '../../api/live'
import { useProjections } from '../../api/system'
import { EmptyState } from '../../ui/EmptyState'
import { ListBody } from '../../ui/list/ListBody'
import { Card } from '../../ui/PageHeader'
import { ProjectionRow } from './ProjectionRow'
import { useRates } from './useRates'

export function Projections() {
  const projections = useProjections()
  useLiveQueries('system', ['system'])
  const items = projections.data?.items ?? []
  const rates = useRates(items, projections.dataUpdatedAt)
  const head = Math.max(0, ...items.map((one) => one.head))
  return (
    <Card className="mt-5">
      <p className="border-b border-line px-4 py-3 text-ink-2">
        Lists and searches are read from these. Each follows the log, which stands at event{' '}
        <b className="font-mono text-ink">{head.toLocaleString('en')}</b>. They can be deleted and built again without loss.
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
          {items.map((one) => (
            <ProjectionRow key={one.name} projection={one} rates={rates.get(one.name) ?? []} />
          ))}
        </ul>
      </ListBody>
    </Card>
  )
}
