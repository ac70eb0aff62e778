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

export const noteColours = ['yellow', 'blue', 'green', 'red', 'violet', 'grey'] as const

/** A note on the canvas; its text is Markdown. */
export interface CanvasNote {
  id: string
  text: string
  x: number
  y: number
  width: number
  height: number
  colour: (typeof noteColours)[number]
}

/** Steps that belong together, drawn in one frame, or folded into one card. */
export interface CanvasGroup {
  id: string
  name: string
  nodeIds: string[]
  collapsed: boolean
}

export interface WorkflowLayout {
  notes: CanvasNote[]
  groups: CanvasGroup[]
}

export interface WorkflowDefinition {
  nodes: NodeDefinition[]
  edges: EdgeDefinition[]
  settings: WorkflowSettings
  layout?: WorkflowLayout
}
