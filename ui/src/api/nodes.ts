import { queryOptions } from '@tanstack/react-query'
import type { PortType } from '../graph/model/catalogue'
import { get } from './http'

export type NodeCategory = 'trigger' | 'collection' | 'transform' | 'logic' | 'people' | 'output'

export interface JsonSchema {
  type?: string | string[]
  title?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  required?: string[]
  [key: string]: unknown
}

export interface NodeType {
  type: string
  /** Of the plug-in that brings it; null for the product's own. */
  version?: string | null
  name: string
  category: NodeCategory
  description: string
  icon: string
  tags: string[]
  searchText?: string
  ports: { in: string[]; out: string[] }
  outputs?: PortType[]
  input?: PortType | null
  takesInputsApart?: boolean
  unevaluatedKeys?: string[]
  dynamicPorts: string | null
  configSchema: JsonSchema
  summary: string
  isTrigger: boolean
  isPure: boolean
  isContainer?: boolean
  documentation: string
  examples: { title: string; config: Record<string, unknown> }[]
}

export const nodeTypesQuery = queryOptions({
  queryKey: ['nodes'],
  queryFn: async ({ signal }) => (await get<{ items: NodeType[] }>('/api/nodes', signal)).items,
  staleTime: 5 * 60_000,
})
