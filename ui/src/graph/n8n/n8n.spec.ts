import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyAll, emptyGraph } from '../model/graph'
import { paste } from '../model/clipboard'
import { importN8n, type Import } from './translate'

const base = (type: string, name: string, parameters: unknown = {}, more: object = {}) => ({
  name,
  type: `n8n-nodes-base.${type}`,
  parameters,
  position: [0, 0],
  ...more,
})
const to = (...names: string[]) => names.map((node) => ({ node, type: 'main', index: 0 }))
const file = (nodes: unknown[], connections: unknown, more: object = {}) =>
  JSON.stringify({ name: 'X', nodes, connections, ...more })
const ways = ({ edges }: Import) => edges.map((edge) => [edge.from, edge.fromPort, edge.to])

describe('a workflow of n8n', () => {
  it('becomes steps and ways', () => {
    const bigger = { leftValue: '={{ $json.n }}', rightValue: 5, operator: { type: 'number', operation: 'gt' } }
    const condition = { conditions: { combinator: 'and', conditions: [bigger] } }
    const imported = importN8n(
      file([base('manualTrigger', 'Go'), base('if', 'Big?', condition), base('noOp', 'Yes')], {
        Go: { main: [to('Big?')] },
        'Big?': { main: [null, to('Yes')] },
      }),
    )!
    expect(imported.nodes.map((node) => node.type)).toEqual(['ManualTrigger', 'Conditional', 'DataMapper'])
    expect(imported.nodes[1]?.config).toEqual({ condition: '{{ $input.n > 5 }}' })
    expect(ways(imported)).toEqual([
      ['go', 'out', 'big'],
      ['big', 'false', 'yes'],
    ])
    expect(imported.report.map((line) => line.outcome)).toEqual(['translated', 'translated', 'translated'])
  })

  it('finds the body of an answer where our request puts it', () => {
    const set = {
      assignments: {
        assignments: [
          { name: 'city', value: '={{ $json.address.city }}' },
          { name: 'id', value: '={{ $("Ask").item.json.id }}' },
        ],
      },
    }
    const { nodes } = importN8n(
      file(
        [
          base('httpRequest', 'Ask', { url: 'https://x.test' }),
          base('noOp', 'Through'),
          base('set', 'Take', set, { typeVersion: 3.4 }),
        ],
        {
          Ask: { main: [to('Through')] },
          Through: { main: [to('Take')] },
        },
      ),
    )!
    expect(nodes[2]?.config).toEqual({
      mapping: { city: '{{ $input.body.address.city }}', id: '{{ $steps.ask.body.id }}' },
      keepInput: false,
    })
  })

  it.each([
    ['3, its second way', 3, [to('After'), to('Work')]],
    ['1, its first way', 1, [to('Work'), to('After')]],
  ])('has its circle turned into a loop: in version %s', (_, typeVersion, main) => {
    const { nodes, edges } = importN8n(
      file([base('splitInBatches', 'Each', {}, { typeVersion }), base('noOp', 'Work'), base('noOp', 'After')], {
        Each: { main },
        Work: { main: [to('Each')] },
      }),
    )!
    expect(nodes.map((node) => node.parent)).toEqual([undefined, 'each', undefined])
    expect(edges.map((edge) => [edge.fromPort, edge.to])).toEqual([['out', 'after']])
  })

  it('is cut where it goes round without a loop, and says so', () => {
    const { edges, left } = importN8n(
      file([base('noOp', 'A'), base('wait', 'B')], { A: { main: [to('B')] }, B: { main: [to('A')] } }),
    )!
    expect([edges.length, left]).toEqual([
      1,
      ['The way back from “B” to “A” is left out: use a Loop, or let the step be tried again.'],
    ])
  })

  it('keeps what it does not know, without its credentials', () => {
    const { nodes, report } = importN8n(
      file([base('telegram', 'Tell', { text: '={{ $json.x }}' }, { credentials: { telegramApi: { id: '1' } } })], {}),
    )!
    expect(report).toEqual([
      { name: 'Tell', from: 'n8n-nodes-base.telegram', to: 'Placeholder', outcome: 'placeholder', why: [] },
    ])
    expect(nodes[0]?.config).toMatchObject({
      from: 'n8n-nodes-base.telegram',
      original: { parameters: { text: '={{ $json.x }}' } },
    })
    expect(JSON.stringify(nodes)).not.toContain('telegramApi')
  })

  it('leaves a mark that cannot be run where an expression could not be said', () => {
    const set = { assignments: { assignments: [{ name: 'a', value: '={{ $fromAI("x") }}' }] } }
    const { nodes, report } = importN8n(file([base('set', 'Take', set)], {}))!
    expect([nodes[0]?.config['mapping'], report[0]?.outcome, report[0]?.why]).toEqual([
      { a: '{{ n8n: $fromAI("x") }}' },
      'approximated',
      ['there are no words for $fromAI()'],
    ])
  })

  it('keeps notes, groups of parts, and how a step behaves', () => {
    const part = { name: 'Model', type: '@n8n/n8n-nodes-langchain.lmChatOpenAi', position: [0, 0], parameters: {} }
    const agent = {
      name: 'Agent',
      type: '@n8n/n8n-nodes-langchain.agent',
      position: [0, 0],
      parameters: {},
      retryOnFail: true,
      maxTries: 4,
    }
    const sticky = base('stickyNote', 'Note', { content: '## Why', width: 300, color: 4 })
    const { notes, groups, nodes, edges } = importN8n(
      file([agent, part, sticky], { Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] } }),
    )!
    expect(notes).toEqual([{ id: 'note1', text: '## Why', x: 0, y: 0, width: 300, height: 160, colour: 'green' }])
    expect(groups).toEqual([{ id: 'group1', name: 'Agent', nodeIds: ['agent', 'model'], collapsed: false }])
    expect([nodes[0]?.retry, edges]).toEqual([{ count: 3, backoffSeconds: 1 }, []])
  })

  it.each([
    ['={"a":{{ $json.x }}}', { a: '{{ $input.x }}' }],
    ['={ "a": "Dear {{ $json.x }}", "b": [{{ $json.n }}, 2] }', { a: 'Dear {{ $input.x }}', b: ['{{ $input.n }}', 2] }],
    ['={{ { "a": $json.x }}}', '{{ {"a": $input.x} }}'],
    ['=not { json', 'not { json'],
  ])('sends a body as what it is: %s', (jsonBody, body) => {
    const { nodes } = importN8n(file([base('httpRequest', 'Ask', { method: 'POST', url: 'u', jsonBody })], {}))!
    expect(nodes[0]?.config['body']).toEqual(body)
  })

  it('sends values to a database apart from the query', () => {
    const query = "=select * from t where id = '{{ $json.id }}' and n > {{ $json.n }}"
    const { nodes } = importN8n(file([base('postgres', 'Rows', { operation: 'executeQuery', query })], {}))!
    expect(nodes[0]?.config).toMatchObject({
      sql: 'select * from t where id = $1 and n > $2',
      parameters: ['{{ $input.id }}', '{{ $input.n }}'],
    })
  })

  it.each([
    '',
    '[]',
    '{}',
    'null',
    '7',
    '"n8n"',
    '{"nodes":[],"connections":{}}',
    '{"nodes":"x","connections":[]}',
    '{"nodes":[{"type":"DataMapper","name":"ours"}],"connections":{}}',
  ])('is not seen in %j', (text) => {
    expect(importN8n(text)).toBeNull()
  })
})

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
    expect(known.length / lines.length).toBeGreaterThanOrEqual(0.9)
  })
})
