import { describe, expect, it } from 'vitest'
import { readForm } from '../../../form-view/form'
import { amended, begunWith, isSame, judgeAmended, keptOf } from './amendment'

const form = readForm({
  schema: {
    type: 'object',
    properties: {
      kind: { type: 'string', enum: ['car', 'train'] },
      litres: { type: 'number' },
      at: { type: 'string', format: 'date-time' },
      iban: { type: 'string' },
      note: { type: 'string', default: 'none' },
      cost: { type: 'number' },
    },
  },
  ui: { fields: { litres: { visibleIf: "kind = 'car'" }, cost: { calculate: 'litres * 2' } } },
})

const answers = { kind: 'car', litres: 3, at: '2026-01-05T10:00:30.5Z', iban: '•••', other: 7, cost: 6 }

const keptAfter = async (typed: Record<string, unknown>) => {
  const now = amended({ answers }, form, typed)
  return keptOf(form, now, await judgeAmended(form, now))
}

describe('an amendment', () => {
  it('begins with what was answered, and with nothing that was left empty or is masked', () => {
    expect(Object.keys(begunWith(form, answers)).sort()).toEqual(['at', 'cost', 'kind', 'litres'])
  })

  it('that touches nothing changes nothing, to the second', async () => {
    expect(isSame(await keptAfter({}), answers)).toBe(true)
    expect(isSame(await keptAfter({ litres: '3.0' }), answers)).toBe(true)
    expect(isSame(await keptAfter({ litres: '4' }), answers)).toBe(false)
  })

  it('drops what is asked no longer and counts again', async () => {
    const { litres: _, cost: __, ...rest } = answers
    expect(await keptAfter({ kind: 'train' })).toEqual({ ...rest, kind: 'train' })
    expect((await keptAfter({ litres: '5' })).cost).toBe(10)
  })

  it('takes an answer away that was emptied', async () => {
    expect('at' in (await keptAfter({ at: '' }))).toBe(false)
  })
})
