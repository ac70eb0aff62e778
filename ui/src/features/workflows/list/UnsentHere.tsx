import { useQueries } from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useSession } from '../../../api/session'
import { workflowQuery } from '../../../api/workflows'
import { paths } from '../../../app/paths'
import { unsentOf } from '../../editor/draft/memory'

/** Workflows that were changed here without a connection and left before it was back: opening them sends what waits. */
export function UnsentHere() {
  const person = useSession().user.id
  const [ids] = useState(() => unsentOf(person))
  const workflows = useQueries({ queries: ids.map(workflowQuery) })
  if (ids.length === 0) return null
  return (
    <section
      aria-label="Changes that are not sent"
      className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card border border-attention/40 bg-attention/8 px-4 py-2"
    >
      <CloudOff size={16} aria-hidden className="text-attention" />
      <p>Changes that you made here are not sent yet. Open the workflow to send them:</p>
      <ul className="flex flex-wrap gap-x-3">
        {ids.map((workflowId, index) => (
          <li key={workflowId}>
            <Link to={paths.workflow({ workflowId })} className="font-medium text-accent">
              {workflows[index]?.data?.name ?? 'a workflow'}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
