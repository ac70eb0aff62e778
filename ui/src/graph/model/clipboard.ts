import { edgeBetween, newNodeId, type Numbers, numbered, snap, type Taken } from './acts'
import { membersOf, groupKey, newDrawnId, noteKey } from './drawing'
import {
  type CanvasGroup,
  type CanvasNote,
  type Config,
  type EdgeDefinition,
  noteColours,
  type NodeDefinition,
  type Point,
} from './definition'
import type { Edit } from './edit'
import type { Graph } from './graph'

/** What the clipboard carries: readable JSON, so that it can be pasted elsewhere, sent by mail, or kept. */
export interface Fragment {
  concertmaster: 'fragment'
  nodes: NodeDefinition[]
  edges: EdgeDefinition[]
  notes?: CanvasNote[]
  groups?: CanvasGroup[]
}

const nodeCountMax = 1_000

export function copy(graph: Graph, nodeIds: readonly string[]): Fragment {
  const wanted = new Set(nodeIds)
  for (const id of nodeIds) for (const member of membersOf(graph, groupKey.of(id))) wanted.add(member)
  const notes = [...graph.notes.values()].filter((note) => wanted.has(noteKey.for(note.id)))
  for (const node of graph.nodes.values()) if (node.parent && wanted.has(node.parent)) wanted.add(node.id)
  return {
    concertmaster: 'fragment',
    nodes: [...graph.nodes.values()].filter((node) => wanted.has(node.id)),
    edges: [...graph.edges.values()].filter((edge) => wanted.has(edge.from) && wanted.has(edge.to)),
    ...(notes.length > 0 ? { notes } : {}),
    ...wholeGroups(graph, wanted),
  }
}

/** Groups of which every step comes along. */
function wholeGroups(graph: Graph, wanted: ReadonlySet<string>): { groups?: CanvasGroup[] } {
  const groups = [...graph.groups.values()].filter((group) => membersOf(graph, group.id).every((id) => wanted.has(id)))
  return groups.length > 0 ? { groups } : {}
}

interface Given {
  nodes?: unknown
  edges?: unknown
  notes?: unknown
  groups?: unknown
  layout?: { notes?: unknown; groups?: unknown }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Reads a fragment, or a whole definition, from text. Null when it is neither. */
export function parseFragment(text: string): Fragment | null {
  try {
    const json = JSON.parse(text) as { nodes?: unknown; edges?: unknown; definition?: unknown } | null
    const source = (json?.definition ?? json) as Given | null
    if (!source || !Array.isArray(source.nodes) || source.nodes.length > nodeCountMax) return null
    const nodes = source.nodes.filter(isNode)
    const notes = listOf(source.notes ?? source.layout?.notes).filter(isNote)
    const groups = listOf(source.groups ?? source.layout?.groups).filter(isGroup)
    if (nodes.length + notes.length === 0) return null
    const edges = (Array.isArray(source.edges) ? source.edges : []).filter(isEdge)
    const drawn = { ...(notes.length > 0 ? { notes } : {}), ...(groups.length > 0 ? { groups } : {}) }
    return { concertmaster: 'fragment', nodes, edges, ...drawn }
  } catch {
    return null
  }
}

/** The edits that add a fragment with its middle at a point, under new ids where its own are taken. */
export function paste(graph: Graph, fragment: Fragment, at: Point): { edits: Edit[]; nodeIds: string[] } {
  const ids = new Map<string, string>()
  const taken = new Set(graph.nodes.keys())
  const numbers: Numbers = new Map()
  for (const node of fragment.nodes) {
    const id = taken.has(node.id) ? newNodeId(node.type, taken, numbers) : node.id
    ids.set(node.id, id)
    taken.add(id)
  }
  const notes = fragment.notes ?? []
  const xs = [...fragment.nodes.map((node) => node.position.x), ...notes.map((note) => note.x)]
  const ys = [...fragment.nodes.map((node) => node.position.y), ...notes.map((note) => note.y)]
  // By whole steps of the grid, so that what lay on it lies on it again.
  const shift = snap({ x: at.x - (Math.min(...xs) + Math.max(...xs)) / 2, y: at.y - (Math.min(...ys) + Math.max(...ys)) / 2 })
  const names = new Set([...graph.nodes.values()].map((node) => node.name))
  const pointing = pointingTo(ids)
  const numbersOfNames: Numbers = new Map()
  const adds = fragment.nodes.map((node): Edit => {
    const { parent, ...rest } = node
    const inside = parent ? ids.get(parent) : undefined
    const name = freeName(node.name, names, numbersOfNames)
    names.add(name)
    return {
      type: 'addNode',
      node: {
        ...rest,
        ...(inside ? { parent: inside } : {}),
        config: pointing(node.config),
        id: ids.get(node.id)!,
        name,
        position: { x: node.position.x + shift.x, y: node.position.y + shift.y },
      },
    }
  })
  const connects = fragment.edges.flatMap((edge): Edit[] => {
    const [from, to] = [ids.get(edge.from), ids.get(edge.to)]
    return from && to ? [{ type: 'connect', edge: edgeBetween(from, edge.fromPort, to) }] : []
  })
  const noteIds = new Set(graph.notes.keys())
  const written = notes.map((note) => {
    const id = newDrawnId('note', noteIds)
    noteIds.add(id)
    return { ...note, id, x: note.x + shift.x, y: note.y + shift.y }
  })
  const groupIds = new Set(graph.groups.keys())
  const framed = (fragment.groups ?? []).map((group): Edit => {
    const id = newDrawnId('group', groupIds)
    groupIds.add(id)
    return { type: 'putGroup', group: { ...group, id, nodeIds: group.nodeIds.flatMap((member) => ids.get(member) ?? []) } }
  })
  return {
    edits: [...adds, ...connects, ...written.map((note): Edit => ({ type: 'putNote', note })), ...framed],
    nodeIds: [...ids.values(), ...written.map((note) => noteKey.for(note.id))],
  }
}

/** Expressions that read another of the steps that came along go on reading that one, under the id that it has here. */
function pointingTo(ids: ReadonlyMap<string, string>): (config: Config) => Config {
  if ([...ids].every(([before, after]) => before === after)) return (config) => config
  return (config) => {
    const text = JSON.stringify(config).replace(/\$steps\.(?:`([^`]+)`|(\w+))/g, (all, quoted?: string, plain?: string) => {
      const id = ids.get(quoted ?? plain ?? '')
      return id === undefined ? all : `$steps.${/^[A-Za-z_]\w*$/.test(id) ? id : `\`${id}\``}`
    })
    return JSON.parse(text) as Config
  }
}

/** "Send form" → "Send form 2" when there is one already. */
export function freeName(name: string, taken: Taken, numbers?: Numbers): string {
  return taken.has(name) ? numbered(`${name.replace(/ \d+$/, '')} `, taken, numbers) : name
}

function isNode(value: unknown): value is NodeDefinition {
  const node = value as Partial<NodeDefinition> | null
  return (
    typeof node?.id === 'string' &&
    typeof node.type === 'string' &&
    typeof node.position?.x === 'number' &&
    typeof node.position.y === 'number' &&
    (node.config === undefined || (typeof node.config === 'object' && node.config !== null))
  )
}

function isEdge(value: unknown): value is EdgeDefinition {
  const edge = value as Partial<EdgeDefinition> | null
  return typeof edge?.from === 'string' && typeof edge.to === 'string' && typeof edge.fromPort === 'string'
}

export const isGroup = (value: unknown): value is CanvasGroup => {
  const group = value as Partial<CanvasGroup> | null
  return typeof group?.id === 'string' && typeof group.name === 'string' && Array.isArray(group.nodeIds)
}

function isNote(value: unknown): value is CanvasNote {
  const note = value as Partial<CanvasNote> | null
  return (
    typeof note?.text === 'string' &&
    [note.x, note.y, note.width, note.height].every((number) => typeof number === 'number') &&
    noteColours.some((colour) => colour === note.colour)
  )
}
