import { expect, it } from 'vitest'
import { emptyGraph } from '../../../graph/model/graph'
import { isOfN8n } from '../../../schema-form/foreign'
import { fromN8n } from './fromN8n'

const node = { id: 'orders', type: 'ApiCall', name: 'Get orders', config: {}, position: { x: 0, y: 0 } }
const translate = fromN8n({ ...emptyGraph, nodes: new Map([['orders', node]]) })

it.each([
  ['={{ $json.body.total }}', false, '{{ $input.body.total }}'],
  ['Hello {{ $json.name }}', false, 'Hello {{ $input.name }}'],
  ["{{ $('Get orders').item.json.total }}", false, '{{ $steps.orders.total }}'],
  ['$json.total > 100', true, '$input.total > 100'],
  ['={{ $json.total > 100 }}', true, '$input.total > 100'],
])('says %s in our words', async (source, bare, ours) => {
  expect(isOfN8n(source)).toBe(true)
  expect(await translate(source, bare)).toEqual({ text: ours, doubts: [] })
})

it('says what it could not say, and keeps it', async () => {
  const { text, doubts } = await translate("{{ $('Not here').item.json.total }}", false)
  expect(doubts).toEqual(['there are no words for the step “Not here”, which is not in the file'])
  expect(text).toContain("n8n: $('Not here')")
})

it.each(['{{ $input.total }}', '{{ $steps.orders.total }}', 'total > 100', '{{ $now() }}', '= 12', '{{ $input.item }}'])(
  'takes %s for ours',
  (ours) => expect(isOfN8n(ours)).toBe(false),
)
