import { describe, expect, it } from 'vitest'
import type { NodeType } from '../../../api/nodes'
import { searchTypes } from './search'

const type = (name: string, description: string, ...tags: string[]) =>
  ({ type: name.replace(/ /g, ''), name, description, tags }) as unknown as NodeType
const types = [
  type('Send form', 'Asks people by mail and waits for answers.', 'survey'),
  type('Merge', 'Brings branches together.', 'join'),
]
const found = (text: string) =>
  searchTypes(types, text).map(({ type, at, tag, described }) => ({ name: type.name, at, tag: tag?.text, described }))

describe('a search for a step', () => {
  it('tells which letters of the name it found', () => {
    expect(found('sf')).toEqual([{ name: 'Send form', at: [0, 5] }])
  })

  it('tells of the tag that it found', () => {
    expect(found('join')).toMatchObject([{ name: 'Merge', at: [], tag: 'join' }])
  })

  it('finds a step by several tags at once, and by what it is called elsewhere', () => {
    const call = type('Call an API', 'Asks another system.', 'http', 'rest', 'request')
    const loop = type('For each', 'Repeats what is inside.', 'loop over items')
    const first = (text: string) => searchTypes([...types, call, loop], text)[0]?.type.name
    expect([first('http request'), first('loop over'), first('rest')]).toEqual(['Call an API', 'For each', 'Call an API'])
  })

  it('finds a step by a part of its id, and by a word with another ending', () => {
    const map = { ...type('Map data', 'Builds an object.', 'set'), type: 'DataMapper' }
    const first = (text: string) => searchTypes([...types, map], text)[0]?.type.name
    expect([first('mapper'), first('data mapper'), first('mapping'), first('merging'), first('surveys')]).toEqual([
      'Map data',
      'Map data',
      'Map data',
      'Merge',
      'Send form',
    ])
    expect(first('xylophone')).toBeUndefined()
  })

  it('finds words of the description in any order, and tells where they are', () => {
    expect(found('mail people')).toEqual([{ name: 'Send form', at: [], described: [15, 16, 17, 18, 5, 6, 7, 8, 9, 10] }])
    expect(found('people apart')).toEqual([])
  })
})
