import { expect, it } from 'vitest'
import { readHolidays, sayHours } from './hours'

const week = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].map((day) => ({ day, from: '09:00:00', to: '17:00:00' }))

it('says days of the same hours together', () => {
  expect(sayHours(week)).toBe('Mon to Fri 09:00 to 17:00')
  expect(sayHours([...week.filter((one) => one.day !== 'Wednesday'), { day: 'sunday', from: '10:00', to: '12:00' }])).toBe(
    'Mon to Tue 09:00 to 17:00, Thu to Fri 09:00 to 17:00, Sun 10:00 to 12:00',
  )
  expect(sayHours([])).toBe('')
})

it('reads one date a line, with words behind it or not', () => {
  expect(readHolidays('2026-12-25 Christmas\n\n2026-01-01\n2026-12-25')).toEqual(['2026-01-01', '2026-12-25'])
  expect(readHolidays('25 December')).toBeNull()
  expect(readHolidays('2026-13-01')).toBeNull()
})
