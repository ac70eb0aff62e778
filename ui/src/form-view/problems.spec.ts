import { describe, expect, it } from 'vitest'
import { toAnswers, type Draft } from './answers'
import { readForm } from './form'
import { toProblems } from './problems'
import { compile } from './validate'

const definition = {
  schema: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['name', 'tonnes', 'terms'],
    properties: {
      tonnes: { type: 'number', minimum: 0 },
      name: { type: 'string', maxLength: 5 },
      mail: { type: 'string', format: 'email' },
      day: { type: 'string', format: 'date' },
      notes: { type: 'array', items: { type: 'string', maxLength: 3 } },
      terms: { const: true },
      sites: {
        type: 'array',
        items: {
          type: 'object',
          required: ['site'],
          properties: {
            site: { type: 'string' },
            tonnes: { type: 'integer' },
            tags: { type: 'array', items: { type: 'string', maxLength: 3 } },
          },
        },
      },
    },
  },
  ui: { order: ['name', 'tonnes'], fields: { tonnes: { unit: 't' }, terms: { widget: 'consent' } } },
}
const form = readForm(definition)
const validate = compile(definition.schema)
const problemsOf = (draft: Draft) => toProblems(form.fields, validate(toAnswers(form.fields, draft)), draft)

describe('problems', () => {
  it('names each missing answer in the order of the form', () => {
    expect(problemsOf({})).toEqual([
      { path: '/name', code: 'required', message: 'This needs an answer.' },
      { path: '/tonnes', code: 'required', message: 'This needs an answer.' },
      { path: '/terms', code: 'required', message: 'Tick the box to go on.' },
    ])
  })

  it('says which entry of a list is wrong, as it was typed, in rows too', () => {
    const right = { name: 'Ana', tonnes: '1', terms: true }
    expect(problemsOf({ ...right, notes: ['one', '', 'long'] })).toEqual([
      { path: '/notes/2', code: 'maxLength', message: 'Write at most 3 characters.' },
    ])
    expect(problemsOf({ ...right, sites: [{}, { site: 'Kiel', tags: ['', 'long'] }] })).toEqual([
      { path: '/sites/1/tags/1', code: 'maxLength', message: 'Write at most 3 characters.' },
    ])
  })

  it.each([
    ['tonnes', '-1', 'This must be 0 t or more.'],
    ['tonnes', 'lots', 'Write a number, such as 1200 or 12.5.'],
    ['tonnes', '1,234', 'Is this 1234 or 1.234? Write it without a comma.'],
    ['name', 'Anastasia', 'Write at most 5 characters.'],
    ['mail', 'ana at home', 'Write an e-mail address, such as name@example.org.'],
    ['day', '2026-02-30', 'Write a date that exists, such as 2026-11-20.'],
  ])('says of %s = %s: %s', (name, value, message) => {
    expect(
      problemsOf({ name: 'Ana', tonnes: '1', terms: true, [name]: value }).map((problem) => problem.message),
    ).toEqual([message])
  })

  it('points into the row as it was typed, although empty ones are not sent', () => {
    const draft = { name: 'Ana', tonnes: '1', terms: true, sites: [{}, { site: 'Kiel' }, { site: ' ' }, { tonnes: '2' }] }
    expect(problemsOf(draft).map((problem) => problem.path)).toEqual(['/sites/3/site'])
  })

  it('points into the row where a cell is at fault', () => {
    const draft = { name: 'Ana', tonnes: '1', terms: true, sites: [{ site: 'Kiel' }, { tonnes: '1.5' }] }
    expect(problemsOf(draft).map((problem) => [problem.path, problem.code])).toEqual([
      ['/sites/1/site', 'required'],
      ['/sites/1/tonnes', 'type'],
    ])
  })

  it('puts what the server found into the same words', () => {
    expect(
      toProblems(form.fields, [{ path: '/tonnes', code: 'minimum', message: 'value is less than 0' }], {
        tonnes: '-1',
      }),
    ).toEqual([{ path: '/tonnes', code: 'minimum', message: 'This must be 0 t or more.' }])
  })

  it('keeps the words of a finding that it does not know', () => {
    expect(
      toProblems(form.fields, [{ path: '/name', code: 'not-on-the-list', message: 'Not on the list.' }], {})[0]
        ?.message,
    ).toBe('Not on the list.')
  })
})
