import { describe, expect, it } from 'vitest'
import type { NodeType } from '../../api/nodes'
import { applyAll, type Graph, graphOf } from '../model/graph'
import { analyse } from './analysis'
import { validate } from './validate'
import { besideField, withTitles } from './wording'

const type = (name: string, more: Partial<NodeType> = {}): [string, NodeType] => [
  name,
  {
    type: name, name, category: 'logic', description: '', icon: '', tags: [], ports: { in: ['in'], out: ['out'] }, dynamicPorts: null,
    configSchema: {}, summary: '', isTrigger: false, isPure: true, documentation: '', examples: [], ...more,
  },
]
const types = new Map([
  type('Start', { isTrigger: true, ports: { in: [], out: ['out'] } }),
  type('Work', { configSchema: { type: 'object', properties: { url: { type: 'string', minLength: 3 } }, required: ['url'] } }),
  type('If', { ports: { in: ['in'], out: ['true', 'false'] } }),
  type('Pause', {
    ports: { in: ['in'], out: ['out', 'timeout'] }, configSchema: { properties: { callback: {}, duration: {}, until: {} } },
  }),
  type('Each', { isContainer: true }),
  type('Ask', { configSchema: { properties: { deadline: { type: 'string' } } } }),
])

const node = (id: string, kind: string, config = {}) => ({ id, type: kind, name: id, config, position: { x: 0, y: 0 } })
const edge = (from: string, to: string, fromPort = 'out') => ({ id: `${from}-${to}`, from, to, fromPort })
const draw = (nodes: ReturnType<typeof node>[], ...edges: ReturnType<typeof edge>[]): Graph =>
  graphOf('Drawn', { nodes, edges, settings: {} })
const codes = (graph: Graph) => analyse(graph, types).map((one) => `${one.nodeId} ${one.code}`)

const faulty: [string, Graph, string][] = [
  ['a step no path leads to', draw([node('s', 'Start'), node('a', 'If')]), 'a node.unreachable'],
  ['a way from a port that is gone', draw([node('s', 'Start'), node('a', 'If')], edge('s', 'a', 'case7')), 'a join.never-fires'],
  ['a wait without a deadline', draw([node('s', 'Start'), node('a', 'Ask')], edge('s', 'a')), 'a wait.no-deadline'],
  ['a circle', draw([node('s', 'Start'), node('a', 'If'), node('b', 'If')],
    edge('s', 'a'), edge('a', 'b', 'true'), edge('b', 'a', 'true')), 'b loop.circle'],
  ['a way that a constant never takes', draw(
    [node('s', 'Start'), node('i', 'If', { condition: '{{ false }}' }), node('a', 'If'), node('b', 'If')],
    edge('s', 'i'), edge('i', 'a', 'true'), edge('a', 'b', 'true')), 'a join.never-fires'],
  ['a time that is never up', draw([node('s', 'Start'), node('w', 'Pause'), node('a', 'If')],
    edge('s', 'w'), edge('w', 'a', 'timeout')), 'a join.never-fires'],
  ['a call back without a deadline', draw([node('s', 'Start'), node('w', 'Pause', { callback: true })],
    edge('s', 'w')), 'w wait.no-deadline'],
  ['a loop over nothing', draw([node('s', 'Start'), node('l', 'Each')], edge('s', 'l')), 'l loop.no-list'],
  ['a password in an address', draw([node('s', 'Start'), node('a', 'If', { url: 'https://ana:hush@x.test' })],
    edge('s', 'a')), 'a settings.secret'],
  ['a token behind an expression', draw([node('s', 'Start'), node('a', 'If', { h: '{{ $x }} Bearer abcdef123456789' })],
    edge('s', 'a')), 'a settings.secret'],
  ['a secret', draw([node('s', 'Start'), node('a', 'If', { headers: [{ apiKey: 'abc' }] })], edge('s', 'a')), 'a settings.secret'],
]

describe('the analysis', () => {
  it.each(faulty)('finds %s', (_, graph, finding) => {
    expect(codes(graph)).toEqual([finding])
  })

  it.each(faulty.filter(([, , finding]) => finding !== 'l loop.no-list'))('offers to mend %s', (_, graph, finding) => {
    const fix = analyse(graph, types)[0]?.fix
    expect(codes(applyAll(graph, fix!.edits))).not.toContain(finding)
  })

  it('asks for no deadline where the run has a time limit', () => {
    const graph = graphOf('Drawn', {
      nodes: [node('s', 'Start'), node('a', 'Ask')], edges: [edge('s', 'a')], settings: { timeoutSeconds: 60 },
    })
    expect(codes(graph)).toEqual([])
  })

  it('lets expressions stand where secrets would', () => {
    const graph = draw([node('s', 'Start'), node('a', 'If', { token: '{{ $vars.token }}' })], edge('s', 'a'))
    expect(codes(graph)).toEqual([])
  })
})

describe('a fault of a setting', () => {
  const items = { type: 'array', title: 'Lines', items: { properties: { n: { title: 'Number' } } } }
  const known = new Map([type('Work', { configSchema: { properties: { url: { title: 'Address' }, items } } })])
  const told = (path: string, message: string) => withTitles({ nodeId: 'a', path, message }, draw([node('a', 'Work')]), known)

  it.each([
    ['/url', 'a, url: Must be there.', 'a, Address: Must be there.'],
    ['/items/0/n', 'a, items › 0 › n: Too large: 7.', 'a, Lines › 1 › Number: Too large: 7.'],
    ['/other', 'a › other: No.', 'a, other: No.'],
    ['/url', 'Something else.', 'Something else.'],
  ])('is called as the form calls it: %s', (path, message, expected) => {
    expect(told(path, message)).toBe(expected)
  })

  it('says beside its field only what is wrong', () => {
    expect(besideField('Ask: all, Address: Must be there: now.', 'Ask: all')).toBe('Must be there: now.')
  })
})

describe('the verdict of the browser', () => {
  it('names what the schema of a type refuses, expressions excepted', () => {
    const later = node('b', 'Work', { url: '{{ $input.u }}' })
    const graph = draw([node('s', 'Start'), node('a', 'Work', { url: 'x' }), later, node('c', 'Work')])
    expect(validate(graph, types).faults.map((one) => [one.nodeId, one.path])).toEqual([
      ['a', '/url'],
      ['c', ''],
    ])
  })
})
