import { describe, expect, it } from 'vitest'
import { differenceLines } from './difference'

const marks = (now: unknown, before: unknown) =>
  differenceLines(now, before)
    .filter((line) => line.mark !== 'same')
    .map((line) => `${line.mark} ${line.path}${line.text === null ? '' : ` ${line.text}`}`)

describe('differenceLines', () => {
  it('marks what was added, changed and removed', () => {
    expect(marks({ state: 'claimed', by: 'Ana', title: 'x' }, { state: 'open', title: 'x', due: 'soon' })).toEqual([
      'changed /state claimed',
      'added /by Ana',
      'removed /due soon',
    ])
  })

  it('says what a changed value was before', () => {
    expect(differenceLines({ a: 2 }, { a: 1 })[0]).toMatchObject({ text: '2', before: '1', mark: 'changed' })
  })

  it('says the case that a thing is in as words', () => {
    expect(differenceLines({ $state: 'ChangesRequested' }, { $state: 'Open' })[0]).toMatchObject({
      name: 'state', text: 'Changes requested', before: 'Open', mark: 'changed',
    })
  })

  it('goes into objects, and marks all of a new one', () => {
    expect(marks({ by: { id: 1, name: 'Ana' } }, {})).toEqual(['added /by', 'added /by/id 1', 'added /by/name Ana'])
  })

  it('tells members of a list apart by their id', () => {
    expect(
      marks(
        { nodes: [{ id: 'b', x: 1 }] },
        {
          nodes: [
            { id: 'a', x: 1 },
            { id: 'b', x: 1 },
          ],
        },
      ),
    ).toEqual(['removed /nodes/a', 'removed /nodes/a/id a', 'removed /nodes/a/x 1'])
  })

  it('shows everything of the first state as added', () => {
    expect(marks({ a: 1 }, undefined)).toEqual(['added /a 1'])
  })

  it('shows a value that became an object as it is now', () => {
    expect(marks({ a: { b: 1 } }, { a: 5 })).toEqual(['changed /a', 'added /a/b 1'])
  })
})
