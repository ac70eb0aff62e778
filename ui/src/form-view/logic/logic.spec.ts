import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import type { FieldSettings } from '../definition'
import { readForm } from '../form'
import { judge, without, type Evaluate } from './logic'

const evaluate: Evaluate = (expression, answers) => jsonata(expression).evaluate(answers)

const formWith = (fields: Record<string, FieldSettings>) =>
  readForm({
    schema: { type: 'object', properties: Object.fromEntries(Object.keys(fields).map((name) => [name, {}])) },
    ui: { fields },
  })

describe('judge', () => {
  it('hides a field until its condition holds, and asks for it then', async () => {
    const form = formWith({ audited: {}, auditor: { visibleIf: 'audited', requiredIf: 'audited' } })
    expect((await judge(form, { audited: false }, evaluate)).hidden).toEqual(new Set(['auditor']))
    const shown = await judge(form, { audited: true }, evaluate)
    expect([shown.hidden.size, [...shown.required], shown.findings]).toEqual([
      0,
      ['auditor'],
      [{ path: '/auditor', code: 'required' }],
    ])
  })

  it('hides what stands below a hidden heading, up to the next one', async () => {
    const form = formWith({
      kind: {},
      one: { widget: 'section', visibleIf: 'kind = 1' },
      a: {},
      two: { widget: 'section', visibleIf: 'kind = 2' },
      b: { requiredIf: 'true' },
    })
    expect((await judge(form, { kind: 1, b: 2 }, evaluate)).hidden).toEqual(new Set(['two', 'b']))
    expect((await judge(form, { kind: 2 }, evaluate)).findings).toEqual([{ path: '/b', code: 'required' }])
  })

  it('does not ask for what is hidden', async () => {
    const form = formWith({ audited: {}, auditor: { visibleIf: 'audited', requiredIf: 'true' } })
    expect((await judge(form, {}, evaluate)).findings).toEqual([])
  })

  it('calculates over calculations', async () => {
    const form = formWith({ total: { calculate: 'double + 1' }, double: { calculate: 'a * 2' }, a: {} })
    expect((await judge(form, { a: 3 }, evaluate)).calculated).toEqual({ double: 6, total: 7 })
  })

  it('ends on calculations that go in a circle', async () => {
    const form = formWith({ a: { calculate: 'b + 1' }, b: { calculate: '$exists(a) ? a + 1 : 0' } })
    expect(Object.keys((await judge(form, {}, evaluate)).calculated)).toContain('b')
  })

  it('leaves a hidden answer out of calculations', async () => {
    const form = formWith({ has: {}, extra: { visibleIf: 'has' }, total: { calculate: '10 + (extra ? extra : 0)' } })
    expect((await judge(form, { has: false, extra: 5 }, evaluate)).calculated).toEqual({ total: 10 })
    expect((await judge(form, { has: true, extra: 5 }, evaluate)).calculated).toEqual({ total: 15 })
  })

  it('refuses an answer that does not fit the others', async () => {
    const form = formWith({ start: {}, end: { validIf: 'end >= start' } })
    expect((await judge(form, { start: '2026-02-01', end: '2026-01-01' }, evaluate)).findings).toEqual([
      { path: '/end', code: 'validIf' },
    ])
  })

  it('reports an expression that does not parse, and shows the field', async () => {
    const verdict = await judge(formWith({ a: { calculate: '1 +' } }), {}, evaluate)
    expect(verdict.faults.map((fault) => fault.field)).toEqual(['a'])
  })

  it('sends no answers to hidden questions', () => {
    expect(without({ a: 1, b: 2 }, new Set(['b']))).toEqual({ a: 1 })
  })
})
