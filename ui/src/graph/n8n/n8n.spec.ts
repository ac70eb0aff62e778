import { describe, expect, it, vi } from 'vitest'
import { base, file, to } from './samples'
import { importN8n, type Import } from './translate'
import { arrivals } from './arrivals'
import { readFile } from './file'

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

  it('asks for the body of an answer alone, which is all that goes on in n8n', () => {
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
      mapping: { city: '{{ $input.address.city }}', id: '{{ $steps.ask.id }}' },
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
      { name: 'Tell', from: 'n8n-nodes-base.telegram', to: 'Placeholder', outcome: 'placeholder', why: [], needs: [] },
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

  it('names the connection as its credentials were named, and says what is to be done', () => {
    const { nodes, report } = importN8n(
      file(
        [
          base('httpRequest', 'Ask', { url: 'u', authentication: 'genericCredentialType' }, {
            credentials: { httpHeaderAuth: { id: '1', name: 'Shop API' } },
          }),
        ],
        {},
      ),
    )!
    expect([nodes[0]?.config, report[0]?.outcome, report[0]?.needs, nodes[0]?.notes]).toEqual([
      { method: 'GET', url: 'u', headers: {}, query: {}, connection: 'Shop API', output: 'body' },
      'translated',
      ['make a connection named “Shop API”'],
      'To do before it runs:\n- make a connection named “Shop API”',
    ])
  })

  it.each([
    [3, { mode: 'combine', fieldsToMatchString: 'email' }, { mode: 'match', on: [{ first: 'email', second: 'email' }], keep: 'matches' }],
    [
      1,
      { mode: 'removeKeyMatches', propertyName1: 'a', propertyName2: 'b' },
      { mode: 'match', on: [{ first: 'a', second: 'b' }], keep: 'onlyFirst' },
    ],
    [3, { mode: 'combine', combineBy: 'combineByPosition' }, { mode: 'byPosition' }],
    [3, { mode: 'append' }, { mode: 'append' }],
  ])('merges what n8n merges: version %i, %j', (typeVersion, parameters, config) => {
    const { nodes, report } = importN8n(
      file([base('noOp', 'B'), base('noOp', 'A'), base('merge', 'M', parameters, { typeVersion })], {
        A: { main: [[{ node: 'M', type: 'main', index: 1 }]] },
        B: { main: [[{ node: 'M', type: 'main', index: 0 }]] },
      }),
    )!
    expect([nodes[2]?.config, report[2]?.outcome]).toEqual([
      { first: '{{ $steps.b }}', second: '{{ $steps.a }}', ...config },
      'translated',
    ])
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

it('draws steps apart that would come to lie on each other, and notes along with them', () => {
  const at = (name: string, x: number, y = 0) => ({ name, type: 'n8n-nodes-base.noOp', position: [x, y], parameters: {} })
  const note = { name: 'Note', type: 'n8n-nodes-base.stickyNote', position: [-20, 0], parameters: { content: 'Here', width: 400 } }
  const text = JSON.stringify({ nodes: [at('A', 0), at('B', 160), at('Below', 40, 200), note], connections: {} })
  const { nodes, notes } = importN8n(text)!
  expect(nodes.map(({ position }) => [position.x, position.y])).toEqual([[0, 0], [248, 0], [62, 200]])
  expect(notes.map(({ x, width }) => [x, width])).toEqual([[-31, 620]])
})

it('looks once at each step of a long chain of steps that pass on what they got', () => {
  const count = 500
  const names = ['Form', ...Array.from({ length: count }, (_, at) => `Answer ${at}`)]
  const type = (name: string) => `n8n-nodes-base.${name === 'Form' ? 'formTrigger' : 'respondToWebhook'}`
  const nodes = names.map((name, at) => ({ id: name, name, type: type(name), position: [at * 200, 0], parameters: {} }))
  const ways = names.slice(1).map((name, at) => [names[at], { main: [[{ node: name, type: 'main', index: 0 }]] }])
  const { steps, edges } = readFile(JSON.stringify({ nodes, connections: Object.fromEntries(ways) }))!
  const known = arrivals(steps, edges)
  const looked = vi.spyOn(Set.prototype, 'has')
  const paths = new Set(steps.slice(1).map((one) => known.before(one).path))
  const lookedCount = looked.mock.calls.length
  looked.mockRestore()
  expect([...paths]).toEqual(['.answers'])
  expect(lookedCount).toBeLessThan(5 * count)
})
