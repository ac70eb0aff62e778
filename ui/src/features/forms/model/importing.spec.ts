import { expect, it } from 'vitest'
import { readFile } from './importing'

it('takes a schema as it is', () => expect(readFile('{"type":"object"}')).toEqual({ schema: { type: 'object' } }))

it('takes a definition as one schema with its settings, as forms are exported', () => {
  expect(readFile('{"schema":{"type":"object"},"ui":{"order":[]}}')).toEqual({
    schema: { type: 'object', 'x-ui': { order: [] } },
  })
  expect(readFile('{"schema":{"type":"object"}}')).toEqual({ schema: { type: 'object' } })
})

it('says what is no schema', () => {
  expect(readFile('[]')).toEqual({ fault: 'A definition is an object.' })
  expect(readFile('{')).toHaveProperty('fault')
})
