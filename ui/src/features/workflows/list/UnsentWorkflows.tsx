import { useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSession } from '../../../api/session'
import { workflowQuery } from '../../../api/workflows'
import { paths } from '../../../app/paths'
import { UnsentHere } from '../../../ui/list/UnsentHere'
import { unsentOf } from '../../editor/draft/memory'

/** Workflows in which something waits to be sent from this browser. */
export function UnsentWorkflows() {
  const person = useSession().user.id
  const [ids, setIds] = useState<string[]>([])
  useEffect(() => void unsentOf(person).then(setIds), [person])
  const workflows = useQueries({ queries: ids.map(workflowQuery) })
  const items = ids.map((workflowId, index) => ({
    to: paths.workflow({ workflowId }),
    name: workflows[index]?.data?.name ?? 'a workflow',
  }))
  return <UnsentHere what="workflow" items={items} />
}
