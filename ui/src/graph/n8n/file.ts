import { withoutSecrets } from '../check/secrets'
import { at, cut, isRecord, list, numeric, text } from './parameters'
import { tame } from './tame'

/** A step of n8n as it stands in the file. */
export interface Foreign {
  id: string
  name: string
  type: string
  version: number
  parameters: Record<string, unknown>
  position: [number, number]
  json: Record<string, unknown>
  /** Under what names it held secrets: they are not in it any more. */
  secrets: readonly string[]
}

export interface ForeignEdge {
  from: Foreign
  to: Foreign
  /** "main", or what a part is to the step that uses it, such as "ai_languageModel". */
  kind: string
  output: number
  input: number
}

export interface ForeignFile {
  name: string
  steps: Foreign[]
  notes: Foreign[]
  edges: ForeignEdge[]
  /** Names of steps that are pinned to data of their own. */
  pinned: string[]
  groups: { name: string; steps: Foreign[] }[]
  settings: Record<string, unknown>
  /** What could not be read, in words. */
  faults: string[]
}

export const stepCountMax = 1_000
const wayCountMax = 5_000
const noteCountMax = 200
const far = 1_000_000

const coordinate = (value: unknown) => {
  const number = Math.round(numeric(value))
  return Number.isFinite(number) ? Math.max(-far, Math.min(far, number)) : 0
}

/** What stands in a text, also where it was copied out of a post with the fence around it. */
const plainText = (source: string) => source.replace(/^\s*\uFEFF?\s*(```\w*)?|```\s*$/g, '')

/** Reads a workflow of n8n, or what its editor copies. Null when the text is neither. */
export function readFile(source: string): ForeignFile | null {
  let json: unknown
  try {
    json = tame(JSON.parse(plainText(source)))
  } catch {
    return null
  }
  // An export of several workflows is a list; what the API answers with stands below "data".
  const file =
    isRecord(json) && isRecord(json['data']) && Array.isArray(json['data']['nodes'])
      ? json['data']
      : Array.isArray(json)
        ? json[0]
        : json
  if (!isRecord(file) || !Array.isArray(file['nodes']) || file['nodes'].length > stepCountMax) return null
  if (!file['nodes'].some(looksForeign)) return null
  const faults: string[] =
    Array.isArray(json) && json.length > 1 ? [`The file holds ${json.length} workflows; this is the first.`] : []
  const { read, byName } = stepsOf(file['nodes'], faults)
  const notes = read.filter((one) => isNote.test(one.type))
  if (notes.length > noteCountMax) faults.push(`Of its ${notes.length} notes the first ${noteCountMax} are taken over.`)
  return {
    name: cut(text(file['name']), 200),
    steps: read.filter((one) => !isNote.test(one.type)),
    notes: notes.slice(0, noteCountMax),
    edges: edgesOf(file['connections'], byName, faults),
    pinned: Object.keys(isRecord(file['pinData']) ? file['pinData'] : {}).filter((name) => byName.has(name)),
    groups: groupsOf(file['nodeGroups'], byName),
    settings: isRecord(file['settings']) ? file['settings'] : {},
    faults,
  }
}

const isNote = /stickyNote$/

/** Types of n8n have a package before a dot; ours have none. */
const looksForeign = (node: unknown) => isRecord(node) && /^@?[\w/-]+\.\w+/.test(text(node['type']))

function stepsOf(nodes: readonly unknown[], faults: string[]) {
  const byName = new Map<string, Foreign>()
  const read = nodes.flatMap((node, index): Foreign[] => {
    if (!isRecord(node) || text(node['type']) === '') {
      faults.push(`Entry ${index + 1} of the steps is no step.`)
      return []
    }
    const given = text(node['name']).trim()
    const name = given || text(node['type']).replace(/^.*\./, '')
    if (given && byName.has(given)) faults.push(`Several steps are called “${given}”: ways lead to the first of them.`)
    const position = Array.isArray(node['position'])
      ? node['position']
      : isRecord(node['position'])
        ? [node['position']['x'], node['position']['y']]
        : []
    const secrets = new Set<string>()
    // What was written once into the log of events stays there: a secret never gets so far.
    const { credentials, ...open } = node
    const json: Record<string, unknown> = { ...withoutSecrets(open, (under) => secrets.add(under)), credentials }
    const one: Foreign = {
      id: text(node['id']),
      name,
      type: cut(text(node['type']), 200),
      version: numeric(node['typeVersion']) || 1,
      parameters: isRecord(json['parameters']) ? json['parameters'] : {},
      position: [coordinate(position[0]), coordinate(position[1])],
      json,
      secrets: [...secrets],
    }
    if (!byName.has(name)) byName.set(name, one)
    return [one]
  })
  for (const one of read) if (one.id && !byName.has(one.id)) byName.set(one.id, one)
  return { read, byName }
}

function edgesOf(connections: unknown, byName: ReadonlyMap<string, Foreign>, faults: string[]): ForeignEdge[] {
  if (!isRecord(connections)) return []
  const nowhere = new Set<string>()
  const found: ForeignEdge[] = []
  for (const [name, kinds] of Object.entries(connections)) {
    const from = byName.get(name)
    if (!from) {
      nowhere.add(name)
      continue
    }
    for (const [kind, outputs] of Object.entries(isRecord(kinds) ? kinds : {}))
      list(outputs).forEach((targets, output) => {
        for (const target of list(targets)) {
          const to = isRecord(target) ? byName.get(text(target['node'])) : undefined
          if (to && found.length < wayCountMax) found.push({ from, to, kind, output, input: numeric(at(target, 'index')) || 0 })
          else if (isRecord(target)) nowhere.add(text(target['node']))
        }
      })
  }
  if (found.length === wayCountMax) faults.push(`Of its ways the first ${wayCountMax} are taken over.`)
  for (const name of nowhere) faults.push(`A way names the step “${name}”, which is not in the file.`)
  return found
}

function groupsOf(groups: unknown, byName: ReadonlyMap<string, Foreign>) {
  return list(groups).flatMap((group, index) => {
    if (!isRecord(group)) return []
    const members = list(group['nodes'] ?? group['nodeIds'] ?? group['nodeNames']).flatMap(
      (one) => byName.get(text(isRecord(one) ? one['name'] : one)) ?? [],
    )
    return members.length > 0 ? [{ name: text(group['name'] ?? group['title']).trim() || `Group ${index + 1}`, steps: members }] : []
  })
}
