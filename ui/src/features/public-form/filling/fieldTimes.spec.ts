import { expect, it } from 'vitest'
import { FieldTimes } from './fieldTimes'

it('counts from one letter to the next, and not who went away', () => {
  let now = 0
  const times = new FieldTimes(() => now)
  const typeAt = (seconds: number, field: string) => {
    now = seconds * 1000
    times.note(field)
  }
  typeAt(4, 'name')
  typeAt(5, 'name')
  typeAt(8, 'total')
  typeAt(4000, 'total')
  expect(times.take()).toEqual({ name: 5, total: 123 })
  expect(times.take()).toEqual({})
})
