import { beforeEach, describe, expect, it } from 'vitest'
import { dropDraft, keepDraft, readDraft } from './drafts'

const storage = (): Storage => {
  const items = new Map<string, string>()
  return {
    length: 0,
    clear: () => items.clear(),
    key: () => null,
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  }
}

describe('drafts', () => {
  let kept: Storage
  beforeEach(() => {
    kept = storage()
  })

  it('gives back what was kept for the same link only', () => {
    const draft = { version: 2, draft: { name: 'Ana' }, page: 1, savedAt: '2026-11-20T14:02:00Z' }
    expect(keepDraft('abc', draft, kept)).toBe(true)
    expect(readDraft('abc', kept)).toEqual(draft)
    expect(readDraft('other', kept)).toBeUndefined()
  })

  it('is gone after it was dropped', () => {
    keepDraft('abc', { version: 1, draft: {}, page: 0, savedAt: '' }, kept)
    dropDraft('abc', kept)
    expect(readDraft('abc', kept)).toBeUndefined()
  })

  it('says so when the browser keeps nothing', () => {
    const full = {
      ...storage(),
      setItem: () => {
        throw new Error('full')
      },
    }
    expect(keepDraft('abc', { version: 1, draft: {}, page: 0, savedAt: '' }, full)).toBe(false)
  })

  it('takes what it cannot read for nothing', () => {
    kept.setItem('form-draft.abc', '{broken')
    expect(readDraft('abc', kept)).toBeUndefined()
  })
})
