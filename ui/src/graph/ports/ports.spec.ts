import { describe, expect, it } from 'vitest'
import type { TypeFacts } from '../model/catalogue'
import { gives, kindOfInput, kindOfOutput, outlineOf, portTitle, suits, takes } from './ports'

const facts = (more: Partial<TypeFacts>): TypeFacts => ({
  type: 'T', name: 'T', summary: '', ports: { in: ['in'], out: ['out'] }, dynamicPorts: null, isTrigger: false,
  configSchema: { properties: { as: { default: 'sum' } } }, ...more,
})
const node = (config = {}, more = {}) => ({ id: 'a', type: 'T', name: 'A', config, position: { x: 0, y: 0 }, ...more })
const rows = { type: 'object', properties: { rows: { type: 'array' }, count: {} } }
const table = facts({ outputs: [{ name: 'Rows of a table', schema: rows }] })
const sum = facts({ outputs: [{ name: 'The input and the result', schema: { type: 'object' }, keepsInput: true, fieldsFrom: 'as' }] })
const each = facts({ input: { name: 'List', schema: { type: 'array' } }, outputs: [{ name: 'Results', schema: { type: 'array' } }] })
const decide = facts({ input: { name: 'Record', schema: { type: 'object', properties: { answers: {}, sender: {} } } } })

describe('what flows at a port', () => {
  it('is told in words', () => {
    expect(portTitle(node(), table, 'out')).toBe('Gives: Rows of a table: rows, count')
    expect(portTitle(node(), table, 'notReached')).toBe('not reached: Rows of a table: rows, count')
    expect(gives(node(), sum, 'out')).toBe('The input and the result: with sum')
    expect(gives(node({ as: 'total' }), sum, 'out')).toBe('The input and the result: with total')
    expect(gives(node({ as: '{{ $vars.x }}' }), sum, 'out')).toBe('The input and the result')
    expect(gives(node({}, { disabled: true }), table, 'out')).toBe('The input')
    expect([gives(node(), table, 'error'), gives(node(), undefined, 'out')]).toEqual(['Failure: error', 'Anything'])
    expect([takes(each), takes(decide), takes(table)]).toEqual(['List', 'Record: answers, sender', 'Anything'])
  })

  it('has a kind that the dot shows', () => {
    expect([kindOfInput(each), kindOfInput(decide)]).toEqual(['list', 'anything'])
    expect(['out', 'error'].map((port) => kindOfOutput(node(), each, port))).toEqual(['list', 'record'])
    expect([kindOfOutput(node(), table, 'out'), kindOfOutput(node(), facts({}), 'out')]).toEqual(['record', 'anything'])
  })

  it('can be outlined before there is any', () => {
    expect(outlineOf(rows)).toEqual({ rows: 'list', count: 'anything' })
    expect(outlineOf({ type: 'array', items: { type: 'object', properties: { n: { type: 'number' } } } })).toEqual([{ n: 'number' }])
  })

  it('tells which steps suit it', () => {
    const answer = { type: 'object', properties: { answers: {}, number: {} } }
    expect([suits(each, rows), suits(each, { type: 'array' }), suits(each, answer)]).toEqual([1, 3, 0])
    expect([suits(decide, answer), suits(decide, rows), suits(table, answer), suits(decide, null)]).toEqual([1, 0, 0, 0])
  })
})
