import { expect, it } from 'vitest'
import { offered } from './ChoiceList'

const coded = [
  { value: 'a', label: 'Apple' },
  { value: 'b', label: 'Pear' },
]

it('keeps the values that words stand for, whatever is renamed, moved or added', () => {
  expect(offered(['Apples', 'Pear'], coded, { type: 'string' }).oneOf).toEqual([
    { const: 'a', title: 'Apples' },
    { const: 'b', title: 'Pear' },
  ])
  expect(offered(['Pear', 'Apple', 'Fig'], coded, { type: 'string' }).oneOf).toEqual([
    { const: 'b', title: 'Pear' },
    { const: 'a', title: 'Apple' },
    { const: 'Fig', title: 'Fig' },
  ])
})

it('keeps numbers numbers', () =>
  expect(offered(['1', '2', '3'], [{ value: 1, label: '1' }], { type: 'integer' }).enum).toEqual([1, 2, 3]))

it('offers the words themselves where nothing else stands for them', () =>
  expect(offered(['Yes', 'No'], [{ value: 'Yes', label: 'Yes' }], {}).enum).toEqual(['Yes', 'No']))
