import { describe, expect, it } from 'vitest'
import { textOf } from './csv'
import { asQuestionsSay, questionsOf, readRecipients } from './recipients'
import { readForm } from '../../../form-view/form'

describe('readRecipients', () => {
  it('reads one address a line', () => {
    expect(readRecipients('ana@example.org\n\n ben@example.org ').recipients).toEqual([
      { email: 'ana@example.org' },
      { email: 'ben@example.org' },
    ])
  })

  it('reads names and references beside addresses, wherever the address stands', () => {
    expect(
      readRecipients('ana@example.org,Ana,S-1\nBen;ben@example.org;S-2\nCleo\tcleo@example.org').recipients,
    ).toEqual([
      { email: 'ana@example.org', name: 'Ana', reference: 'S-1' },
      { email: 'ben@example.org', name: 'Ben', reference: 'S-2' },
      { email: 'cleo@example.org', name: 'Cleo' },
    ])
  })

  it('reads what a mail program copies', () => {
    expect(readRecipients('"Ana Berg" <ana@example.org>').recipients).toEqual([
      { email: 'ana@example.org', name: 'Ana Berg' },
    ])
  })

  it('goes by the titles of the columns when there are some', () => {
    expect(readRecipients('Reference,Supplier,E-mail\nS-1,"Berg, Ana",ana@example.org').recipients).toEqual([
      { email: 'ana@example.org', name: 'Berg, Ana', reference: 'S-1' },
    ])
  })

  it('names the lines without an address, and takes nobody twice', () => {
    const read = readRecipients('ana@example.org\nnobody\nAna@example.org')
    expect([read.recipients.length, read.twice, read.faults]).toEqual([
      1,
      1,
      [{ line: 2, text: 'nobody', why: 'no e-mail address or telephone number in it' }],
    ])
  })

  it('fills in the questions that columns are named after, as the questions want it', () => {
    const questions = { country: { type: 'string', title: 'Country' }, employees: { type: 'integer' }, agreed: { type: 'boolean' } }
    expect(readRecipients('email;Country;employees;agreed;other\nana@example.org;Kenya;120;yes;x', questions).recipients).toEqual([
      { email: 'ana@example.org', prefill: { country: 'Kenya', employees: 120, agreed: true } },
    ])
  })

  it('knows a question by what it asks too, and a choice by its words', () => {
    const questions = questionsOf(
      readForm({
        schema: {
          type: 'object',
          properties: { text1: { type: 'string' }, size: { oneOf: [{ const: 's', title: 'Small' }, { const: 'l', title: 'Large' }] } },
        },
        ui: { fields: { text1: { label: 'Where do you work?' } } },
      }).fields,
    )
    expect(readRecipients('email,Where do you work,Size\nana@example.org,Oslo,Large', questions).recipients).toEqual([
      { email: 'ana@example.org', prefill: { text1: 'Oslo', size: 'l' } },
    ])
  })

  it('takes the columns of a query as a database calls them, and names those that no question is called like', () => {
    const questions = { supplierNo: { type: 'string' }, employees: { type: 'integer' } }
    const rows = [
      { email: 'ana@example.org', prefill: { supplier_no: 'S-1', employees: 7, region: 'North' } },
      { email: 'ben@example.org' },
    ]
    expect(asQuestionsSay(rows, questions)).toEqual({
      recipients: [{ email: 'ana@example.org', prefill: { supplierNo: 'S-1', employees: 7 } }, { email: 'ben@example.org' }],
      unknown: ['region'],
    })
  })

  it('takes whoever has a telephone and no address', () => {
    expect(readRecipients('+49 170 1234567, Ana\nben@example.org').recipients).toEqual([
      { phone: '+49 170 1234567', name: 'Ana' },
      { email: 'ben@example.org' },
    ])
    expect(readRecipients('Name,Phone\nAna,+49 170 1234567').recipients).toEqual([{ name: 'Ana', phone: '+49 170 1234567' }])
  })

  it('reads what spreadsheets quote: separators, line breaks, quotes', () => {
    const text = 'email;Name;message\nana@example.org;"Berg; Ana";"Dear Ana,\n\nthe ""new"" form"\nben@example.org;Smith, Ben;'
    expect(readRecipients(text)).toEqual({
      recipients: [
        { email: 'ana@example.org', name: 'Berg; Ana', message: 'Dear Ana,\n\nthe "new" form' },
        { email: 'ben@example.org', name: 'Smith, Ben' },
      ],
      faults: [],
      twice: 0,
    })
    expect(readRecipients('email,name\nana@example.org,Smith; Co').recipients[0]?.name).toBe('Smith; Co')
    expect(readRecipients('Address,E-mail\n1 High Street,ana@example.org').recipients).toEqual([{ email: 'ana@example.org' }])
  })

  it('takes a quote that nobody closes as a letter, and names the line that follows a long cell', () => {
    expect(readRecipients('ana@example.org, "Ana\nben@example.org, Ben').recipients.map((one) => one.name)).toEqual(['Ana', 'Ben'])
    expect(readRecipients('ben@example.org, 5" pipe, 3').recipients[0]).toMatchObject({ name: '5" pipe', reference: '3' })
    expect(readRecipients('email,message\nana@example.org,"a\nb"\nnobody').faults[0]?.line).toBe(4)
  })

  it('reads the files of spreadsheets in their letters', async () => {
    const read = (...bytes: number[]) => textOf(new Blob([new Uint8Array(bytes)]))
    expect(await read(0xef, 0xbb, 0xbf, 0xc3, 0xbc)).toBe('ü')
    expect(await read(0xfc)).toBe('ü')
    expect(await read(0xff, 0xfe, 0xfc, 0x00)).toBe('ü')
  })

  it('takes the language that somebody is written to in', () => {
    expect(readRecipients('E-mail;Language\nana@example.org;de').recipients).toEqual([
      { email: 'ana@example.org', language: 'de' },
    ])
  })
})
