import { describe, expect, it } from 'vitest'
import { readField } from '../../form'
import { pasteRows } from './paste'

const schema = {
  properties: {
    site: { type: 'string', title: 'Site' },
    tonnes: { type: 'number', title: 'Tonnes' },
    method: { oneOf: [{ const: 'm', title: 'Measured' }, { const: 'e', title: 'Estimated' }] },
    since: { type: 'string', format: 'date' },
    audited: { type: 'boolean' },
  },
}
const columns = Object.keys(schema.properties).map((name) => readField(name, schema))
const words = { yes: 'Ja', no: 'Nein' }
const paste = (text: string, more: { rows?: object[]; at?: number; from?: number; max?: number } = {}) =>
  pasteRows(text, { columns, rows: [], at: 0, max: 10, words, ...more } as Parameters<typeof pasteRows>[1])

describe('cells of a spreadsheet', () => {
  it('become rows, each cell as its question wants it', () => {
    const pasted = paste('Oslo\t1 200\tmeasured\t20.11.2026\tJa\r\nRome\t7,5\te\t2026-01-31\tno\r\n')
    expect(pasted).toEqual({
      rows: [
        { site: 'Oslo', tonnes: '1 200', method: 'm', since: '2026-11-20', audited: true },
        { site: 'Rome', tonnes: '7,5', method: 'e', since: '2026-01-31', audited: false },
      ],
      count: 2,
      left: 0,
      unread: 0,
    })
  })

  it('are put where their titles say', () => {
    expect(paste('TONNES\tSite\n3\tOslo')?.rows).toEqual([{ tonnes: '3', site: 'Oslo' }])
  })

  it('fill in from the box on that they are pasted into, and leave the others as they are', () => {
    expect(paste('1\n2', { rows: [{ site: 'Oslo' }, { site: 'Rome', tonnes: '9' }], from: 1 })?.rows).toEqual([
      { site: 'Oslo', tonnes: '1' },
      { site: 'Rome', tonnes: '2' },
    ])
  })

  it('may hold line breaks, tabs and quotes', () => {
    expect(paste('"Oslo\nharbour"\t1\n"a ""b"""\t2')?.rows).toEqual([
      { site: 'Oslo\nharbour', tonnes: '1' },
      { site: 'a "b"', tonnes: '2' },
    ])
  })

  it('are counted where they do not fit or are not understood, and never guessed', () => {
    const pasted = paste('Oslo\t1\tweighed\t3/4/2026\nRome\nParis', { max: 2 })
    expect(pasted).toEqual({ rows: [{ site: 'Oslo', tonnes: '1' }, { site: 'Rome' }], count: 2, left: 1, unread: 2 })
  })

  it('are just text where there is only one', () => {
    expect(paste('Oslo')).toBeUndefined()
    expect(paste('Oslo\n')).toBeUndefined()
  })
})
