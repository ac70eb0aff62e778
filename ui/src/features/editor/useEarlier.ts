import { useMemo } from 'react'
import { useVersionDefinition, useWorkflowAt } from '../../api/workflows'
import { type Graph, graphOf } from '../../graph/model/graph'
import type { Moment } from './history/moment'

/** The workflow as it was at a moment of its history; null for now, and while it is being fetched. */
export function useEarlier(workflowId: string, moment: Moment | null): Graph | null {
  const past = useWorkflowAt(workflowId, moment?.kind === 'event' ? moment.at : null).data
  const version = useVersionDefinition(workflowId, moment?.kind === 'version' ? moment.number : null).data
  return useMemo(() => {
    const definition = moment?.kind === 'event' ? past?.definition : version?.definition
    return moment && definition ? graphOf(past?.name ?? '', definition) : null
  }, [moment, past, version])
}

/** The published version that a moment is compared with; null for the draft as it is now. */
export function useAgainst(workflowId: string, moment: Moment | null): Graph | null {
  const definition = useVersionDefinition(workflowId, moment?.against ?? null).data?.definition
  const wanted = moment?.against !== undefined
  return useMemo(() => (wanted && definition ? graphOf('', definition) : null), [wanted, definition])
}
