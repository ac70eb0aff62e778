import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { conditionOf } from './conditions'
import { base, file } from './samples'
import { importN8n } from './translate'

const one = (type: string, operation: string, rightValue?: unknown, leftValue = '={{ $json.v }}') => ({
  leftValue,
  rightValue,
  operator: { type, operation },
})

const decided = async (condition: object, v: unknown, more: object = {}) => {
  const { nodes } = importN8n(file([base('if', 'Way', { conditions: { conditions: [condition] }, ...more })], {}))!
  const formula = String(nodes[0]!.config['condition']).replace(/^\{\{|\}\}$/g, '')
  return Boolean(await jsonata(formula).evaluate({}, { input: { v } }))
}

describe('a condition of n8n', () => {
  const converts = { looseTypeValidation: true }

  it.each([
    ['number', 'equals', 7, '7', true],
    ['number', 'gt', 5, '12', true],
    ['number', 'lt', 5, '12', false],
    ['number', 'equals', 1, true, true],
    ['string', 'equals', '7', 7, true],
    ['string', 'contains', '2', 123, true],
    ['boolean', 'true', undefined, 'true', true],
    ['boolean', 'true', undefined, 1, true],
    ['boolean', 'false', undefined, 'false', true],
    ['number', 'exists', undefined, 'no number', true],
    ['string', 'notExists', undefined, undefined, true],
  ])('converts types where it is told to: %s %s %j of %j', async (type, operation, right, v, expected) => {
    expect(await decided(one(type, operation, right), v, converts)).toBe(expected)
  })

  it.each([
    ['number', 'equals', 7, '7', false],
    ['string', 'equals', '7', 7, false],
    ['boolean', 'false', undefined, undefined, true],
    ['boolean', 'false', undefined, true, false],
  ])('takes values as they are otherwise: %s %s %j of %j', async (type, operation, right, v, expected) => {
    expect(await decided(one(type, operation, right), v)).toBe(expected)
  })

  it('is told so in any of the places where n8n keeps it', () => {
    const conditions = [one('number', 'gt', 5, '{{ $input.v }}')]
    const told = [
      { conditions: { conditions }, looseTypeValidation: true },
      { conditions: { conditions }, options: { looseTypeValidation: true } },
      { conditions: { conditions, options: { typeValidation: 'loose' } } },
    ].map((parameters) => conditionOf(parameters, () => undefined))
    expect(new Set(told)).toEqual(new Set(['($type($input.v) in ["string", "boolean"] ? $number($input.v) : $input.v) > 5']))
  })

  it('compared larger and smaller as JavaScript does in its first version', async () => {
    const { nodes } = importN8n(
      file([base('if', 'Way', { conditions: { number: [{ value1: '={{ $json.v }}', operation: 'larger', value2: 5 }] } })], {}),
    )!
    const formula = String(nodes[0]!.config['condition']).replace(/^\{\{|\}\}$/g, '')
    expect(await jsonata(formula).evaluate({}, { input: { v: '12' } })).toBe(true)
  })
})

describe('what cannot be taken over from n8n', () => {
  const page = { pagination: { pagination: { paginationMode: 'responseContainsNextURL' } } }
  const after = { conditions: { conditions: [one('dateTime', 'after', '2026-01-01')] } }
  it.each([
    ['httpRequest', { url: 'u', options: page }, 'approximated', 'it asks for the first page only, where n8n went on to the others'],
    ['httpRequest', { url: 'u', contentType: 'binaryData' }, 'approximated', 'files are not sent with it'],
    ['httpRequest', { url: 'u', sendBinaryData: true }, 'approximated', 'files are not sent with it'],
    ['set', { values: { string: [{ value: '={{ $binary.a.fileName }}' }] } }, 'approximated', 'there are no words for $binary'],
    ['code', { language: 'python', pythonCode: 'return items' }, 'placeholder', 'it is written in Python, and only JavaScript is read'],
    ['code', { jsCode: "const c = require('crypto'); return [{ json: { a: c.x() } }]" }, 'placeholder', 'there are no words for require()'],
    ['code', { jsCode: 'return [{ json: {}, binary: items[0].binary }]' }, 'placeholder', 'there are no words for files'],
    ['if', { looseTypeValidation: true, ...after }, 'approximated', 'its dates have to be written in ISO 8601'],
  ])('is said: %s %j', (type, parameters, outcome, why) => {
    const { report } = importN8n(file([base(type, 'It', parameters)], {}))!
    expect([report[0]?.outcome, report[0]?.why]).toEqual([outcome, [why]])
  })

  it('asks for one page without a word where n8n did', () => {
    const off = { pagination: { pagination: { paginationMode: 'off' } } }
    const { report } = importN8n(file([base('httpRequest', 'It', { url: 'u', options: off })], {}))!
    expect(report[0]?.outcome).toBe('translated')
  })
})
