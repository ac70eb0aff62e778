import { describe, expect, it } from 'vitest'
import { fuzzy } from './fuzzy'

describe('fuzzy search', () => {
  it('finds letters in order and says where they stand', () => {
    expect(fuzzy('sf', 'Send form')?.at).toEqual([0, 5])
  })

  it('prefers the start of a word', () => {
    expect(fuzzy('sf', 'Send form')!.score).toBeGreaterThan(fuzzy('sf', 'Transform')!.score)
  })

  it('prefers a whole word to the beginning of one', () => {
    expect(fuzzy('form', 'Send form')!.score).toBeGreaterThan(fuzzy('form', 'Format text')!.score)
  })

  it('finds nothing when a letter is missing', () => {
    expect(fuzzy('sfz', 'Send form')).toBeNull()
  })

  it('takes everything for an empty query', () => {
    expect(fuzzy(' ', 'Anything')).toEqual({ score: 0, at: [] })
  })
})
