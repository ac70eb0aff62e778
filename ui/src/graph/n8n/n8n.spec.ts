import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importN8n } from './translate'

const base = (type: string, name: string, parameters: unknown = {}) => ({
  name,
  type: `n8n-nodes-base.${type}`,
  parameters,
  position: [0, 0],
})
const to = (...names: string[]) => names.map((node) => ({ node, type: 'main', index: 0 }))
const file = (nodes: unknown[], connections: unknown) => JSON.stringify({ name: 'X', nodes, connections })

describe('a workflow of n8n', () => {
  it('becomes steps and ways', () => {
    const bigger = { leftValue: '={{ $json.n }}', rightValue: 5, operator: { operation: 'gt' } }
    const condition = { conditions: { combinator: 'and', conditions: [bigger] } }
    const { nodes, edges } = importN8n(
      file([base('manualTrigger', 'Go'), base('if', 'Big?', condition), base('noOp', 'Yes')], {
        Go: { main: [to('Big?')] },
        'Big?': { main: [null, to('Yes')] },
      }),
    )!
    expect(nodes.map((node) => node.type)).toEqual(['ManualTrigger', 'Conditional', 'DataMapper'])
    expect(nodes[1]?.config).toEqual({ condition: '{{ $input.n > 5 }}' })
    expect(edges.map((edge) => [edge.from, edge.fromPort, edge.to])).toEqual([
      ['go', 'out', 'big'],
      ['big', 'false', 'yes'],
    ])
  })

  it('has its circle turned into a loop with a body', () => {
    const { nodes, edges } = importN8n(
      file([base('splitInBatches', 'Each'), base('noOp', 'Work'), base('noOp', 'After')], {
        Each: { main: [to('After'), to('Work')] },
        Work: { main: [to('Each')] },
      }),
    )!
    expect(nodes.map((node) => node.parent)).toEqual([undefined, 'each', undefined])
    expect(edges).toHaveLength(1)
  })

  it('keeps what it does not know, without its credentials', () => {
    const { nodes, report } = importN8n(file([{ ...base('telegram', 'Tell'), credentials: { telegramApi: { id: '1' } } }], {}))!
    expect(report).toEqual([{ name: 'Tell', from: 'n8n-nodes-base.telegram', outcome: 'placeholder' }])
    expect(JSON.stringify(nodes)).not.toContain('telegramApi')
  })

  it('keeps its sticky notes as notes', () => {
    const sticky = base('stickyNote', 'Note', { content: '## Why', width: 300, color: 4 })
    const { nodes, notes } = importN8n(file([base('noOp', 'Work'), sticky], {}))!
    expect([nodes.length, notes]).toEqual([
      1,
      [{ id: 'note1', text: '## Why', x: 0, y: 0, width: 300, height: 160, colour: 'green' }],
    ])
  })

  it.each([
    '', '[]', '{}', 'null',
    '{"nodes":[],"connections":{}}', '{"nodes":[null,{"name":1}],"connections":{}}', '{"nodes":"x","connections":[]}',
  ])('is not seen in %j', (text) => {
    expect(importN8n(text)).toBeNull()
  })
})

// Real workflows are read in place where they are; they are not part of the repository.
const samples = process.env['N8N_SAMPLES'] ?? '../../shared/data/n8n-workflows'
const neutral = new RegExp(
  'base\\.(manualTrigger|webhook|scheduleTrigger|cron|set|if|switch|merge|httpRequest|wait|splitInBatches|executeWorkflow\\w*|' +
    'form\\w*|emailSend|postgres|code)$',
)

describe.runIf(existsSync(samples))('real workflows of n8n', () => {
  const names = existsSync(samples) ? readdirSync(samples).filter((name) => name.endsWith('.json')) : []
  const read = (name: string) => importN8n(readFileSync(`${samples}/${name}`, 'utf8'))

  it.each(names)('%s is read', (name) => {
    expect(read(name)).not.toBeNull()
  })

  it('have at least nine in ten of their neutral steps translated', () => {
    const lines = names.flatMap((name) => read(name)?.report ?? []).filter((line) => neutral.test(line.from))
    const known = lines.filter((line) => line.outcome !== 'placeholder')
    expect(known.length / lines.length).toBeGreaterThanOrEqual(0.9)
  })
})
