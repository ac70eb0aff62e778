import { expect, it } from 'vitest'
import type { Edit } from '../../../graph/model/edit'
import { firstOf } from './batch'

const named = (name: string): Edit => ({ type: 'renameNode', nodeId: 'a', name })

it('sends no more edits at once than are asked for, nor more than a request may hold', () => {
  expect(firstOf([named('1'), named('2'), named('3')], 2)).toHaveLength(2)
  const long = named('é'.repeat(150_000))
  expect(firstOf([long, long, long, long], 200)).toHaveLength(2)
})

it('sends one edit however long it is', () => {
  expect(firstOf([named('é'.repeat(900_000)), named('2')], 200)).toHaveLength(1)
})
