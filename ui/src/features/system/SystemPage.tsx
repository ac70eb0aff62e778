import { useMay } from '../../api/session'
import { useFilters } from '../../lib/useFilters'
import { PageBody, PageHeader } from '../../ui/PageHeader'
import { Tabs } from '../../ui/Tabs'
import { Connections } from '../connections/Connections'
import { Users } from '../users/Users'
import { ClusterNodes } from './ClusterNodes'
import { Plugins } from './Plugins'
import { Projections } from './Projections'
import { RunsAtOnce } from './RunsAtOnce'

/** All that keeps the product running, for those who operate it. */
export function SystemPage() {
  const [{ tab }, set] = useFilters('tab')
  const may = useMay()
  const tabs = [
    { value: 'projections', label: 'Projections', content: <Projections /> },
    { value: 'nodes', label: 'Nodes', content: <ClusterNodes /> },
    { value: 'runs', label: 'Runs at once', content: <RunsAtOnce /> },
    { value: 'plug-ins', label: 'Plug-ins', content: <Plugins /> },
    ...(may('connections.view') ? [{ value: 'connections', label: 'Connections', content: <Connections /> }] : []),
    ...(may('users.manage') ? [{ value: 'users', label: 'Users', content: <Users /> }] : []),
  ]
  const shown = tabs.some((one) => one.value === tab) ? tab : 'projections'
  return (
    <PageBody>
      <PageHeader title="System" lead="How far the read models are, which nodes run, what they reach, and who may come in." />
      <Tabs label="System" tabs={tabs} value={shown} onChange={(next) => set({ tab: next })} />
    </PageBody>
  )
}
