import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyAll, emptyGraph } from '../model/graph'
import { paste } from '../model/clipboard'
import { base, file, to } from './samples'
import { importN8n, type Import } from './translate'

// What a file may hold in place of anything.
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    0,
    -1,
    '',
    '={{',
    '={{ $json.x }}',
    [],
    {},
    [null],
    [[null]],
    true,
    1e308,
    '__proto__',
    '={{ {{ }} }}',
    '\u0000',
  ),
  fc.jsonValue({ maxDepth: 3 }),
)

function mutate(json: unknown, at: number, value: unknown): unknown {
  let left = at
  const walk = (now: unknown): unknown => {
    if (left-- === 0) return value
    if (Array.isArray(now)) return now.map(walk)
    if (typeof now !== 'object' || now === null) return now
    return Object.fromEntries(Object.entries(now).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(json)
}
const sizeOf = (json: unknown): number =>
  typeof json === 'object' && json !== null ? 1 + Object.values(json).reduce<number>((sum, inner) => sum + sizeOf(inner), 0) : 1

/** What the server asks of a draft: src/ConcertMaster/Workflows/Definitions/DefinitionShape.cs. */
function expectFits(imported: Import) {
  const graph = applyAll(emptyGraph, paste(emptyGraph, { concertmaster: 'fragment', ...imported }, { x: 0, y: 0 }).edits)
  expect(graph.nodes.size).toBe(imported.nodes.length)
  for (const id of [...graph.nodes.keys(), ...graph.edges.keys()]) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
  for (const edge of graph.edges.values()) expect(graph.nodes.get(edge.from)?.parent).toBe(graph.nodes.get(edge.to)?.parent)
  for (const node of graph.nodes.values()) {
    expect(node.name.length).toBeLessThanOrEqual(200)
    expect(Number.isFinite(node.position.x + node.position.y)).toBe(true)
    expect(JSON.stringify(node.config).length).toBeLessThan(100_000)
  }
}

const samples = process.env['N8N_SAMPLES'] ?? '../../shared/data/n8n-workflows'
const names = existsSync(samples) ? readdirSync(samples).filter((name) => name.endsWith('.json')) : []
const sources = names.map((name) => readFileSync(`${samples}/${name}`, 'utf8'))
const rich = file(
  [
    base('webhook', 'In', { path: 'a b', httpMethod: 'POST', responseMode: 'responseNode' }),
    base('switch', 'By', {
      rules: {
        values: [
          { outputKey: 'x', conditions: { conditions: [{ leftValue: '={{ $json.a }}', operator: { operation: 'equals' } }] } },
        ],
      },
    }),
    base('splitInBatches', 'Each', {}, { typeVersion: 3 }),
    base('code', 'Code', { jsCode: 'return items' }),
    base('postgres', 'Db', { operation: 'insert', columns: { value: { a: '={{ $json.b }}' } } }),
    base('merge', 'M', { mode: 'combine' }),
    base('httpRequest', 'Http', {
      method: 'POST',
      jsonBody: '={ "a": {{ $json.x }} }',
      headerParameters: { parameters: [{ name: 'h', value: 'v' }] },
    }),
    base('respondToWebhook', 'Out', { respondWith: 'json', responseBody: '={{ $json }}' }),
    base('stickyNote', 'S', { content: 'x' }),
    base('scheduleTrigger', 'T', { rule: { interval: [{ field: 'weeks', triggerAtDay: [1] }] } }),
    base('itemLists', 'L', { operation: 'sort' }),
  ],
  {
    In: { main: [to('By')] },
    By: { main: [to('Each'), to('Http')] },
    Each: { main: [to('M'), to('Code')] },
    Code: { main: [to('Db')] },
    Db: { main: [to('Each')] },
  },
  { pinData: { In: [] }, nodeGroups: [{ name: 'G', nodes: ['In', 'By'] }], settings: { executionTimeout: 60 } },
)

describe('a file that is not as it should be', () => {
  const files = [rich, ...sources.filter((text) => text.length < 20_000).slice(0, 12)].map(
    (text) => JSON.parse(text) as unknown,
  )
  it('never fails, whatever stands in place of whatever', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), odd, fc.nat(), odd, (json, first, a, second, b) => {
        const broken = mutate(mutate(json, first % sizeOf(json), a), second % sizeOf(json), b)
        const imported = importN8n(JSON.stringify(broken))
        if (imported) expectFits(imported)
      }),
      { numRuns: 400 },
    )
  })
})

const neutral = new RegExp(
  'base\\.(manualTrigger|webhook|scheduleTrigger|cron|set|if|switch|merge|httpRequest|wait|splitInBatches|executeWorkflow\\w*|' +
    'form\\w*|emailSend|postgres|code|noOp|filter|respondToWebhook)$',
)

// Real workflows are read in place where they are; they are not part of the repository.
describe.runIf(names.length > 0)('real workflows of n8n', () => {
  it('are all read', () => {
    for (const source of sources) expectFits(importN8n(source)!)
  })

  it('have at least nine in ten of their neutral steps translated', () => {
    const lines = sources.flatMap((source) => importN8n(source)!.report).filter((line) => neutral.test(line.from))
    const known = lines.filter((line) => line.outcome !== 'placeholder')
    const same = lines.filter((line) => line.outcome === 'translated')
    expect(same.length / lines.length).toBeGreaterThanOrEqual(0.9)
    expect(known.length / lines.length).toBeGreaterThanOrEqual(0.97)
  })
})
