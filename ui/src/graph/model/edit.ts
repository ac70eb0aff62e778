import type { CanvasGroup, CanvasNote, Config, EdgeDefinition, NodeDefinition, Point, WorkflowSettings } from './definition'

export type NodeChanges = Partial<
  Pick<NodeDefinition, 'disabled' | 'notes' | 'onError' | 'retry' | 'timeoutSeconds' | 'join' | 'parent'>
>

/** One act on the canvas, as it is sent and stored: src/ConcertMaster/Workflows/WorkflowEdit.cs. */
export type Edit =
  | { type: 'addNode'; node: NodeDefinition }
  | { type: 'moveNode'; nodeId: string; position: Point }
  | { type: 'configureNode'; nodeId: string; config: Config }
  | { type: 'renameNode'; nodeId: string; name: string }
  | { type: 'changeNode'; nodeId: string; changes: NodeChanges }
  | { type: 'removeNode'; nodeId: string }
  | { type: 'connect'; edge: EdgeDefinition }
  | { type: 'disconnect'; edgeId: string }
  | { type: 'changeSettings'; changes: WorkflowSettings }
  | { type: 'rename'; name: string }
  | { type: 'putNote'; note: CanvasNote }
  | { type: 'removeNote'; noteId: string }
  | { type: 'putGroup'; group: CanvasGroup }
  | { type: 'removeGroup'; groupId: string }
