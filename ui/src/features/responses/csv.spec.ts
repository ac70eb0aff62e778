import { describe, expect, it } from 'vitest'
import type { ResponseRow } from '../../api/responses'
import { toCsv } from './csv'

const row = (answers: Record<string, unknown>): ResponseRow => ({
  id: '1',
  number: 'R-1',
  formId: 'f',
  formName: 'Emissions, quarterly',
  formVersion: 2,
  respondent: { email: 'ana@example.org' },
  status: 'submitted',
  submittedAt: '2026-11-20T14:02:00Z',
  answers,
})
const cells = (answers: Record<string, unknown>) => toCsv([row(answers)]).split('\r\n')[1]

describe('toCsv', () => {
  it('has a column for each field that any response has', () => {
    const [titles] = toCsv([row({ a: 1 }), row({ b: 2 })]).split('\r\n')
    expect(titles).toBe('\ufeffnumber,form,version,name,email,reference,status,submittedAt,a,b')
  })

  it('quotes what would break a row', () => {
    expect(cells({ a: 'He said "no"\nand left' })).toContain('"He said ""no""\nand left"')
    expect(cells({})).toContain('"Emissions, quarterly"')
  })

  it.each(['=1+1', '+1', '-2+3', '@SUM(A1)', '\tx'])('hands a spreadsheet no formula: %s', (text) => {
    expect(cells({ a: text })).toContain(`'${text}`)
  })

  it('leaves figures as figures', () => {
    expect(cells({ a: -12.5 })?.endsWith(',-12.5')).toBe(true)
  })
})
