import { edgeBetween, newNodeId } from '../model/acts'
import type { CanvasNote, EdgeDefinition, NodeDefinition } from '../model/definition'
import { translateValue } from './expressions'
import { type Mapped, mapNode } from './nodes'

export interface ReportLine {
  name: string
  from: string
  outcome: 'translated' | 'approximated' | 'placeholder'
}

export interface Import {
  name: string
  nodes: NodeDefinition[]
  edges: EdgeDefinition[]
  report: ReportLine[]
  notes: CanvasNote[]
}

interface Foreign {
  name: string
  type: string
  parameters: Record<string, unknown>
  position: [number, number]
  disabled: boolean
  notes: string
  json: unknown
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const nodeCountMax = 1_000

function read(value: unknown): Foreign | null {
  if (!isRecord(value) || typeof value['type'] !== 'string' || typeof value['name'] !== 'string') return null
  const position = Array.isArray(value['position']) ? value['position'] : []
  return {
    name: value['name'],
    type: value['type'],
    parameters: isRecord(value['parameters']) ? value['parameters'] : {},
    position: [Number(position[0]) || 0, Number(position[1]) || 0],
    disabled: value['disabled'] === true,
    notes: typeof value['notes'] === 'string' ? value['notes'] : '',
    json: value,
  }
}

/** Reads a workflow of n8n. Null when the text is none; never throws. */
export function importN8n(text: string): Import | null {
  try {
    const file: unknown = JSON.parse(text)
    if (!isRecord(file) || !Array.isArray(file['nodes']) || !isRecord(file['connections'])) return null
    if (file['nodes'].length > nodeCountMax) return null
    const foreign = file['nodes'].flatMap((node) => read(node) ?? [])
    if (foreign.length === 0) return null
    return translate(typeof file['name'] === 'string' ? file['name'] : '', foreign, file['connections'])
  } catch {
    return null
  }
}

/** "Get the rows (v2)" → "GetTheRowsV2". */
const stemOf = (name: string) => {
  const words = name.replace(/[^A-Za-z0-9]+/g, ' ').trim()
  return words.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()).slice(0, 40) || 'step'
}

function translate(name: string, foreign: Foreign[], connections: Record<string, unknown>): Import {
  const steps = foreign.filter((one) => !isNote.test(one.type))
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  for (const one of steps) {
    if (ids.has(one.name)) continue
    const id = newNodeId(stemOf(one.name), taken)
    ids.set(one.name, id)
    taken.add(id)
  }
  const idOf = (other: string) => ids.get(other) ?? other.replace(/[^A-Za-z0-9]/g, '')
  const report: ReportLine[] = []
  const mapped = new Map<string, Mapped | null>()
  const nodes = steps.flatMap((one): NodeDefinition[] => {
    const id = ids.get(one.name)!
    if (mapped.has(id)) return []
    const { value, exact } = translateValue(one.parameters, idOf)
    const ours = mapNode(one.type, value as Record<string, unknown>)
    mapped.set(id, ours)
    report.push({ name: one.name, from: one.type, outcome: !ours ? 'placeholder' : ours.exact && exact ? 'translated' : 'approximated' })
    return [
      {
        id,
        type: ours?.type ?? one.type,
        name: one.name.slice(0, 200),
        config: ours?.config ?? { original: withoutSecrets(one.json) },
        position: { x: one.position[0], y: one.position[1] },
        ...(one.disabled ? { disabled: true } : {}),
        ...(one.notes ? { notes: one.notes } : {}),
      },
    ]
  })
  const edges = edgesOf(connections, ids, mapped)
  return { name, ...withLoops(nodes, edges, mapped), report, notes: foreign.filter((one) => isNote.test(one.type)).map(noteOf) }
}

const isNote = /stickyNote$/
const noteTextMax = 10_000
const noteTones: CanvasNote['colour'][] = ['yellow', 'yellow', 'yellow', 'red', 'green', 'blue', 'violet', 'grey']

const noteOf = ({ parameters, position }: Foreign, index: number): CanvasNote => ({
  id: `note${index + 1}`,
  text: typeof parameters['content'] === 'string' ? parameters['content'].slice(0, noteTextMax) : '',
  x: position[0],
  y: position[1],
  width: Number(parameters['width']) || 240,
  height: Number(parameters['height']) || 160,
  colour: noteTones[Number(parameters['color']) || 1] ?? 'yellow',
})

const withoutSecrets = (json: unknown) =>
  isRecord(json) ? Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'credentials')) : json

function edgesOf(connections: Record<string, unknown>, ids: Map<string, string>, mapped: Map<string, Mapped | null>): EdgeDefinition[] {
  const found = new Map<string, EdgeDefinition>()
  for (const [name, kinds] of Object.entries(connections)) {
    const from = ids.get(name)
    const outputs: unknown = isRecord(kinds) ? kinds['main'] : null
    if (!from || !Array.isArray(outputs)) continue
    outputs.forEach((targets: unknown, index) => {
      for (const target of Array.isArray(targets) ? targets : []) {
        const to = isRecord(target) && typeof target['node'] === 'string' ? ids.get(target['node']) : undefined
        if (!to) continue
        const edge = edgeBetween(from, mapped.get(from)?.ports?.[index] ?? 'out', to)
        found.set(edge.id, edge)
      }
    })
  }
  return [...found.values()]
}

/** Loop Over Items goes round in a circle there; here what is on the circle becomes the body of the loop. */
function withLoops(nodes: NodeDefinition[], edges: EdgeDefinition[], mapped: Map<string, Mapped | null>) {
  const parents = new Map<string, string>()
  let kept = edges
  const reach = (start: string[], by: (edge: EdgeDefinition) => [string, string], stop: string) => {
    const seen = new Set(start.filter((id) => id !== stop))
    const open = [...seen]
    while (open.length > 0) {
      const id = open.pop()
      for (const edge of kept) {
        const [from, to] = by(edge)
        if (from === id && to !== stop && !seen.has(to)) {
          seen.add(to)
          open.push(to)
        }
      }
    }
    return seen
  }
  for (const { id } of nodes.filter((node) => mapped.get(node.id)?.type === 'Loop')) {
    const begins = kept.filter((edge) => edge.from === id && edge.fromPort === 'body').map((edge) => edge.to)
    const returns = kept.filter((edge) => edge.to === id).map((edge) => edge.from)
    const ahead = reach(begins, (edge) => [edge.from, edge.to], id)
    const back = reach(returns, (edge) => [edge.to, edge.from], id)
    const body = new Set([...ahead].filter((one) => back.has(one)))
    for (const one of body) parents.set(one, id)
    kept = kept.filter((edge) => !(edge.from === id && edge.fromPort === 'body') && !(edge.to === id && body.has(edge.from)))
  }
  const sameSide = (edge: EdgeDefinition) => parents.get(edge.from) === parents.get(edge.to)
  return {
    nodes: nodes.map((node) => (parents.has(node.id) ? { ...node, parent: parents.get(node.id)! } : node)),
    edges: kept.filter(sameSide),
  }
}
