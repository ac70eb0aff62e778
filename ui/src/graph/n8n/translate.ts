import { groupBy } from '../../lib/groupBy'
import { withoutSecrets } from '../check/secrets'
import { newNodeId } from '../model/acts'
import type { CanvasGroup, CanvasNote, EdgeDefinition, NodeDefinition, WorkflowSettings } from '../model/definition'
import { withoutCircles } from './circles'
import { translateValue, type Place } from './expressions'
import { type Foreign, type ForeignEdge, type ForeignFile, readFile } from './file'
import { cut, isRecord, numeric, text } from './parameters'
import { arrivals } from './arrivals'
import { behaviourOf, edgeOf, keptJson, noteOf, notesOf, wideningOf } from './drawn'
import { looksAtItems, mapStep } from './steps/mapStep'
import type { Mapped } from './steps/mapped'
import { isKeepable } from './tame'

export type Outcome = 'translated' | 'approximated' | 'placeholder'

export interface ReportLine {
  name: string
  from: string
  /** The type that it became. */
  to: string
  outcome: Outcome
  /** What differs, or could not be said. */
  why: string[]
  /** What is to be chosen or given before it runs, as after an import into n8n. */
  needs: string[]
}

export interface Import {
  name: string
  nodes: NodeDefinition[]
  edges: EdgeDefinition[]
  notes: CanvasNote[]
  groups: CanvasGroup[]
  settings: WorkflowSettings
  report: ReportLine[]
  /** What was left out beside the steps: ways to nowhere, circles, pinned data. */
  left: string[]
}

export const placeholderType = 'Placeholder'

/** Reads a workflow of n8n. Null when the text is none; never throws. */
export function importN8n(source: string): Import | null {
  const file = readFile(source)
  return file && file.steps.length + file.notes.length > 0 ? translate(file) : null
}

/** "Get the rows (v2)" → "getTheRowsV2": short, so that the ids of edges hold two of them. */
const stemOf = (name: string) => {
  const words = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
  return words.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()).slice(0, 24) || 'step'
}

function translate(file: ForeignFile): Import {
  const ids = new Map<Foreign, string>()
  const byName = new Map<string, Foreign>()
  const taken = new Set<string>()
  for (const one of file.steps) {
    const id = newNodeId(stemOf(one.name), taken)
    taken.add(id)
    ids.set(one, id)
    if (!byName.has(one.name)) byName.set(one.name, one)
  }
  const main = file.edges.filter((edge) => edge.kind === 'main' && ids.has(edge.from) && ids.has(edge.to))
  const known = arrivals(file.steps, main)
  const mainInto = groupBy(main, (edge) => edge.to)
  const partsInto = groupBy(
    file.edges.filter((edge) => edge.kind !== 'main'),
    (edge) => edge.to,
  )
  const wider = wideningOf(file.steps)
  const report: ReportLine[] = []
  const mapped = new Map<Foreign, Mapped | null>()
  const nodes = file.steps.map((one): NodeDefinition => {
    const arrived = known.before(one)
    const json = looksAtItems(one.type) ? '$item' : `$input${arrived.path}`
    const doubts = new Set<string>()
    const needs = new Set<string>()
    const place: Place = {
      json,
      doubts,
      needs,
      step: (name) => {
        const other = byName.get(name)
        return other ? `$steps.${ids.get(other)!}${known.given(other)}` : null
      },
    }
    const sources = sourcesOf(mainInto.get(one) ?? []).map((source) => `$steps.${ids.get(source)!}${known.given(source)}`)
    const secrets = new Set(one.secrets)
    const ours = openOf(mappedAt(one, place, `{{ $input${arrived.path} }}`, sources), secrets)
    mapped.set(one, ours)
    for (const name of secrets)
      needs.add(`give it ${name ? `its “${name}”` : 'its secret'} by a connection: what looked like a secret is left out`)
    if (arrived.mixed && ours && JSON.stringify(ours.config).includes(json))
      doubts.add('what arrives comes from steps that give different things')
    const parts = (partsInto.get(one) ?? []).map((edge) => edge.from.name)
    if (parts.length > 0) doubts.add(`it uses ${[...new Set(parts)].map((name) => `“${name}”`).join(', ')}`)
    report.push({
      name: one.name,
      from: one.type,
      to: ours?.type ?? placeholderType,
      outcome: !ours ? 'placeholder' : doubts.size > 0 ? 'approximated' : 'translated',
      why: [...doubts],
      needs: [...needs],
    })
    return {
      id: ids.get(one)!,
      type: ours?.type ?? placeholderType,
      name: cut(one.name, 200),
      config: ours?.config ?? { from: one.type, original: keptJson(one) },
      position: { x: Math.round(one.position[0] * wider), y: one.position[1] },
      ...behaviourOf(one, notesOf(one, ours, doubts, needs)),
    }
  })
  const left = [...file.faults]
  if (file.notes.some((note) => note.secrets.length > 0)) left.push('What looked like a secret in the notes is left out.')
  if (file.pinned.length > 0)
    left.push(`Pinned data of ${file.pinned.map((name) => `“${name}”`).join(', ')} is not taken over.`)
  const edges = new Map<string, EdgeDefinition>()
  for (const edge of main) {
    const drawn = edgeOf(edge, ids, mapped.get(edge.from) ?? null)
    if (drawn.from !== drawn.to) edges.set(drawn.id, drawn)
    else left.push(`The way from “${edge.from.name}” to itself is left out.`)
  }
  const starts = new Set(file.steps.filter((one) => mapped.get(one)?.type.endsWith('Trigger')).map((one) => ids.get(one)!))
  const drawn = withoutCircles(
    { nodes, edges: [...edges.values()].filter((edge) => !starts.has(edge.to)) },
    (id) => starts.has(id),
    (line) => left.push(line),
  )
  return {
    name: file.name,
    ...drawn,
    notes: file.notes.map((note, index) => noteOf(note, index, wider)),
    groups: groupsOf(file, ids),
    settings: settingsOf(file, left),
    report,
    left,
  }
}

/** The steps from which ways lead to a step, in the order of its inputs. */
const sourcesOf = (edges: readonly ForeignEdge[]) => [...edges].sort((a, b) => a.input - b.input).map((edge) => edge.from)

/** The name that people gave to the credentials, which are not in the file themselves. */
const credentialOf = ({ json }: Foreign) =>
  Object.values(isRecord(json['credentials']) ? json['credentials'] : {})
    .map((one) => text(isRecord(one) ? one['name'] : one).trim().slice(0, 100))
    .find(Boolean) ?? ''

/** Secrets may also stand within a text that is JSON, and come to light only when that is read. */
function openOf(ours: Mapped | null, secrets: Set<string>): Mapped | null {
  if (!ours) return null
  const config = withoutSecrets(ours.config, (name) => secrets.add(name))
  const headers = config['headers']
  if (!isRecord(headers)) return { ...ours, config }
  // A header without its value would still be sent.
  const kept = Object.entries(headers).filter(([name, value]) => value !== '' || !secrets.has(name))
  return { ...ours, config: { ...config, headers: Object.fromEntries(kept) } }
}

/** A step must never keep others from being read, whatever it holds. */
function mappedAt(one: Foreign, place: Place, input: string, sources: readonly string[]): Mapped | null {
  const told = new Set<string>()
  let ours: Mapped | null = null
  try {
    const parameters = translateValue(one.parameters, place) as Foreign['parameters']
    const asked = {
      parameters, version: one.version, input, sources, credential: credentialOf(one),
      doubt: (why: string) => void told.add(why),
      need: (what: string) => void place.needs.add(what),
    }
    ours = mapStep(one.type, asked, place)
    if (ours && !isKeepable(ours.config)) {
      ours = null
      told.add('its settings are larger, or nested deeper, than a step may hold')
    }
  } catch {
    told.add('its settings could not be read')
  }
  // A placeholder keeps its expressions as they were.
  if (!ours) {
    place.doubts.clear()
    place.needs.clear()
  }
  for (const why of told) place.doubts.add(why)
  return ours
}

/** Groups of the file, and one for each step that is made of parts, such as an agent with its model and its tools. */
function groupsOf({ groups, edges, steps }: ForeignFile, ids: ReadonlyMap<Foreign, string>): CanvasGroup[] {
  const owner = new Map<Foreign, Foreign>()
  for (const edge of edges) if (edge.kind !== 'main' && ids.has(edge.from) && ids.has(edge.to)) owner.set(edge.from, edge.to)
  const topOf = (one: Foreign) => {
    const seen = new Set<Foreign>()
    for (let at = one; ; at = owner.get(at)!) {
      if (seen.has(at) || !owner.has(at)) return at
      seen.add(at)
    }
  }
  const parts = groupBy(
    steps.filter((one) => owner.has(one)),
    topOf,
  )
  const all = [
    ...groups,
    ...[...parts].map(([top, members]) => ({ name: top.name, steps: [top, ...members.filter((one) => one !== top)] })),
  ]
  const grouped = new Set<string>()
  return all.slice(0, groupCountMax).flatMap((group, index): CanvasGroup[] => {
    const nodeIds = group.steps.flatMap((one) => ids.get(one) ?? []).filter((id) => !grouped.has(id) && grouped.add(id))
    return nodeIds.length > 0 ? [{ id: `group${index + 1}`, name: cut(group.name, 200), nodeIds, collapsed: false }] : []
  })
}

const groupCountMax = 200

function settingsOf({ settings }: ForeignFile, left: string[]): WorkflowSettings {
  if (text(settings['errorWorkflow'])) left.push('Choose the error workflow anew.')
  const seconds = numeric(settings['executionTimeout'])
  return Number.isFinite(seconds) && seconds > 0 ? { timeoutSeconds: seconds } : {}
}
