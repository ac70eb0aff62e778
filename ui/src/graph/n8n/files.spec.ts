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

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const oneStep = (parameters: string, type = 'telegram') =>
  `{"nodes":[{"name":"A","type":"n8n-nodes-base.${type}","position":[0,0],"parameters":${parameters}}],"connections":{}}`

describe('a hostile file', () => {
  it.each([50, 20_000])('is read however deep it is nested: %i levels', (depth) => {
    for (const type of ['telegram', 'set', 'httpRequest', 'if'])
      expect(JSON.stringify(importN8n(oneStep(`{"a":${nested(depth)}}`, type))!.nodes[0]!.config).length).toBeLessThan(100_000)
  })

  it('keeps as a placeholder what is nested too deep, or too long, for a step', () => {
    const deep = oneStep(JSON.stringify({ mode: 'raw', jsonOutput: `{"a":${nested(60)}}` }), 'set')
    const long = oneStep(JSON.stringify({ assignments: { assignments: [{ name: 'a', value: 'x'.repeat(120_000) }] } }), 'set')
    for (const source of [deep, long]) {
      const { report } = importN8n(source)!
      expect(report).toMatchObject([
        { outcome: 'placeholder', why: ['its settings are larger, or nested deeper, than a step may hold'] },
      ])
    }
  })

  it('leaves out what no database keeps, and never half a character', () => {
    const sticky = base('stickyNote', 'N', { content: '\u0000🙂'.repeat(5_001) })
    const { nodes, notes } = importN8n(file([base('telegram', `${'x'.repeat(199)}🙂`, { a: 'b\u0000\ud800c', 'k\u0000': 1 }), sticky], {}))!
    expect(JSON.stringify([nodes, notes])).not.toMatch(/\\u0000|\\ud[89a-f]/)
    expect(nodes[0]?.config['original']).toMatchObject({ parameters: { a: 'bc', k: 1 } })
  })

  it('is read in time, however many ways lead through it', () => {
    const layers = 60
    const nodes = Array.from({ length: layers * 2 }, (_, index) => base('noOp', `n${index}`)).reverse()
    const connections = Object.fromEntries(
      nodes.map(({ name }) => {
        const next = (Math.floor(Number(name.slice(1)) / 2) + 1) * 2
        return [name, { main: [to(`n${next}`, `n${next + 1}`)] }]
      }),
    )
    expect(importN8n(file(nodes, connections))!.edges).toHaveLength((layers - 1) * 4)
  })

  it('is read in time, however code doubles what it holds', () => {
    const jsCode = `let a = $json.x;\n${'a = a + a;\n'.repeat(80)}return [{ json: { a } }]`
    const { nodes } = importN8n(file([base('code', 'C', { jsCode })], {}))!
    expect(JSON.stringify(nodes).length).toBeLessThan(100_000)
  })

  it('may repeat names, lead nowhere, and be of any version', () => {
    const nodes = [
      ...Array.from({ length: 3 }, () => base('noOp', '__proto__')),
      base('if', 'constructor', { conditions: 'x' }, { typeVersion: 999 }),
      base('switch', 'toString', { rules: [[]] }, { typeVersion: {} }),
      base('merge', '', null, { position: 'here', retryOnFail: true, maxTries: '1e999', waitBetweenTries: -5 }),
    ]
    const { report, nodes: ours, left } = importN8n(
      file(nodes, { __proto__: 1, constructor: { main: [to('toString', 'nobody'), null, 'x'] }, nobody: {} }),
    )!
    expect([report.length, new Set(ours.map((one) => one.id)).size]).toEqual([6, 6])
    expect(ours[5]?.retry).toEqual({ count: 50, backoffSeconds: 0 })
    expect(left.some((line) => line.includes('“nobody”'))).toBe(true)
  })
})

describe('secrets in a file', () => {
  const secret = 'Zx81kLmN0pQr5tUvWx'
  it.each([
    ['httpRequest', { url: 'u', headerParameters: { parameters: [{ name: 'Authorization', value: `Bearer ${secret}` }] } }],
    ['httpRequest', { url: `https://x.test?api_key=${secret}` }],
    ['httpRequest', { url: 'https://x.test', jsonHeaders: `{ "x-api-key": "${secret}" }`, jsonBody: `={ "password": "${secret}" }` }],
    ['set', { assignments: { assignments: [{ name: 'token', value: secret, type: 'string' }] } }],
    ['code', { jsCode: `const apiKey = '${secret}'\nreturn [{ json: { apiKey } }]` }],
    ['code', { jsCode: `const client = require('x')({ "clientSecret": "${secret}" })` }],
    ['postgres', { operation: 'executeQuery', query: `select dblink('postgres://me:${secret}@db/x')` }],
    ['telegram', { token: secret, more: [{ key: 'apiKey', value: secret }], text: `sk-${secret}` }],
  ])('are left out of what is kept, and asked for: %s %j', (type, parameters) => {
    const { nodes, report } = importN8n(file([base(type, 'A', parameters, { credentials: { x: { secret } } })], {}))!
    expect(JSON.stringify(nodes)).not.toContain(secret)
    expect(report[0]?.needs.join()).toContain('by a connection: what looked like a secret is left out')
  })

  it('take the header with them, which would be sent without a value', () => {
    const parameters = { url: 'u', headerParameters: { parameters: [{ name: 'X-Api-Key', value: secret }, { name: 'accept', value: '' }] } }
    expect(importN8n(file([base('httpRequest', 'A', parameters)], {}))!.nodes[0]?.config['headers']).toEqual({ accept: '' })
  })

  it('are left out of notes', () => {
    const { notes, left } = importN8n(file([base('noOp', 'A'), base('stickyNote', 'N', { content: `Use sk-${secret}` })], {}))!
    expect([notes[0]?.text, left]).toEqual(['Use [left out]', ['What looked like a secret in the notes is left out.']])
  })

  it('are not seen in what only reads them, or names them', () => {
    const assignments = [{ name: 'token', value: '={{ $json.token }}' }, { name: 'kind', value: 'password' }]
    const { nodes, report } = importN8n(file([base('set', 'A', { assignments: { assignments } }, { typeVersion: 3.4 })], {}))!
    expect([nodes[0]?.config['mapping'], report[0]?.needs]).toEqual([{ token: '{{ $input.token }}', kind: 'password' }, []])
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
