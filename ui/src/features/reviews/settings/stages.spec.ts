import { expect, it } from 'vitest'
import { plain, reviewersOf, rowsOf, saySteps } from './stages'

it('reads reviewers as they are written and writes them as short as they can be', () => {
  const written = ['ana@acme.test', { team: 't1', weight: 2, veto: true }, { skill: 'tax' }, { expression: 'owner' }]
  expect(reviewersOf(rowsOf(written))).toEqual(written)
  expect(rowsOf('ana@acme.test')).toEqual([{ kind: 'person', value: 'ana@acme.test', weight: 1, veto: false }])
  expect(reviewersOf([{ kind: 'role', value: ' ', weight: 1, veto: false }])).toEqual([])
})

it('keeps nothing that is as it is anyhow', () => {
  expect(plain({ name: 'Check', rule: 'any', needed: 2, when: '', fields: [], blind: false, assign: 'pool' })).toEqual({
    name: 'Check',
    needed: 2,
  })
})

it('says a way through stages in one line', () => {
  expect(
    saySteps([
      { name: 'Check' },
      { name: 'Law', parallel: true, rule: 'all' },
      { name: 'Tone', labels: ['good', 'bad'] },
      { rule: 'count', needed: 2, signature: 'released' },
    ]),
  ).toBe('Check: any one · beside it Law: all of them · Tone: 2 readers label it · Stage 4: 2 approvals, signed')
})
