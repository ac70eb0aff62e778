import type { TypeFacts } from '../model/catalogue'
import type { Config, NodeDefinition } from '../model/definition'
import type { Edit } from '../model/edit'

export interface Fix {
  label: string
  edits: readonly Edit[]
}

/** What its author probably did not mean. */
export interface Finding {
  nodeId: string
  code: string
  message: string
  path: string | null
  fix?: Fix
}

export type Types = ReadonlyMap<string, TypeFacts>

export const configure = (node: NodeDefinition, config: Config): Edit => ({ type: 'configureNode', nodeId: node.id, config })
export const isEmpty = (value: unknown) => value === undefined || value === null || value === ''
