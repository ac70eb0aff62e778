// Workflows of n8n in short, for specs.

export const base = (type: string, name: string, parameters: unknown = {}, more: object = {}) => ({
  name,
  type: `n8n-nodes-base.${type}`,
  parameters,
  position: [0, 0],
  ...more,
})
export const to = (...names: string[]) => names.map((node) => ({ node, type: 'main', index: 0 }))
export const file = (nodes: unknown[], connections: unknown, more: object = {}) =>
  JSON.stringify({ name: 'X', nodes, connections, ...more })
