import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/http'
import type { ReviewRow } from '../../api/reviews'
import type { RunRow } from '../../api/runs'
import type { WorkflowRow } from '../../api/workflows'

export interface Home {
  reviewsDue: ReviewRow[]
  failedRuns: RunRow[]
  drafts: WorkflowRow[]
  runningCount: number
  waitingCount: number
  days: { date: string; runs: number; failed: number; responses: number; decisions: number }[]
  firstSteps: { hasOwnWorkflow: boolean; hasPublished: boolean; hasRun: boolean }
}

export const useHome = () =>
  useQuery({ queryKey: ['home'], queryFn: ({ signal }) => get<Home>('/api/home', signal) })
