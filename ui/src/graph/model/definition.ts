// The shape of a workflow: src/ConcertMaster/Workflows/WorkflowContracts.cs.

export interface Point {
  x: number
  y: number
}

export interface RetryPolicy {
  count: number
  backoffSeconds?: number
  backoffSecondsMax?: number
  jitter?: number
}

export type OnError = 'stop' | 'continue' | 'port'
export type JoinMode = 'all' | 'any'
export type Config = Record<string, unknown>

export interface NodeDefinition {
  id: string
  type: string
  name: string
  config: Config
  position: Point
  parent?: string | null
  disabled?: boolean
  notes?: string | null
  onError?: OnError
  retry?: RetryPolicy | null
  timeoutSeconds?: number | null
  join?: JoinMode
}

export interface EdgeDefinition {
  id: string
  from: string
  fromPort: string
  to: string
}

export type WorkflowSettings = Record<string, unknown>

export interface WorkflowDefinition {
  nodes: NodeDefinition[]
  edges: EdgeDefinition[]
  settings: WorkflowSettings
}
