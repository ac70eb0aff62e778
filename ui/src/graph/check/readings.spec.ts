import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PortType, TypeFacts } from '../model/catalogue'
import type { NodeDefinition } from '../model/definition'
import { applyAll, graphOf } from '../model/graph'
import { flowOf } from '../ports/flowing'
import { ofReadings } from './readings'

interface SampleType {
  type: string
  isTrigger?: boolean
  takesInputsApart?: boolean
  ports?: string[]
  unevaluated?: string[]
  properties?: Record<string, { default?: unknown }>
  outputs?: PortType[]
  input?: PortType
}

interface Case {
  name: string
  nodes: (Pick<NodeDefinition, 'id' | 'type'> & Partial<NodeDefinition>)[]
  edges: string[]
  problems: string[]
}

// The same cases are put to the server by ReadingProblemsSpec.
const sheet = JSON.parse(
  readFileSync(join(process.cwd(), '../tests/ConcertMaster.Tests/Workflows/flowing-cases.json'), 'utf8'),
) as { types: SampleType[]; cases: Case[] }

const types: ReadonlyMap<string, TypeFacts> = new Map(
  sheet.types.map((type) => [
    type.type,
    {
      type: type.type, name: type.type, summary: '', dynamicPorts: null, isTrigger: type.isTrigger ?? false,
      ports: { in: type.isTrigger ? [] : ['in'], out: type.ports ?? ['out'] }, configSchema: { properties: type.properties ?? {} },
      outputs: type.outputs ?? [], input: type.input ?? null, takesInputsApart: type.takesInputsApart ?? false,
      unevaluatedKeys: type.unevaluated ?? [],
    },
  ]),
)

const drawn = ({ nodes, edges }: Pick<Case, 'nodes' | 'edges'>) =>
  graphOf('Drawn', {
    nodes: nodes.map((node) => ({ name: node.id, config: {}, position: { x: 0, y: 0 }, ...node })),
    edges: edges.map((text) => {
      const [from = '', to = ''] = text.split('>')
      const [id = '', port = 'out'] = from.split('.')
      return { id: text, from: id, fromPort: port, to }
    }),
    settings: {},
  })

const findings = (graph: ReturnType<typeof drawn>) =>
  [...graph.nodes.values()]
    .filter((node) => !node.disabled)
    .flatMap((node) => ofReadings(graph, node, types.get(node.type)!, () => flowOf(graph, types)))

describe('settings that read what never arrives', () => {
  it.each(sheet.cases)('$name', (one) => {
    const told = findings(drawn(one)).map(({ nodeId, path, message }) => `${nodeId} ${path ?? ''} ${message}`)
    expect(told.sort()).toEqual([...one.problems].sort())
  })

  it('are mended by reading the field that holds all the rest', () => {
    const graph = drawn({
      nodes: [{ id: 'h', type: 'Hook' }, { id: 'w', type: 'Work', config: { to: ['a', 'To {{ person[0].mail }}'], n: 1 } }],
      edges: ['h>w'],
    })
    const fix = findings(graph)[0]?.fix
    expect(fix?.label).toBe('Read $input.body.person[0].mail')
    const mended = applyAll(graph, fix!.edits)
    expect(mended.nodes.get('w')?.config).toEqual({ to: ['a', 'To {{ $input.body.person[0].mail }}'], n: 1 })
    expect(findings(mended)).toEqual([])
  })
})
