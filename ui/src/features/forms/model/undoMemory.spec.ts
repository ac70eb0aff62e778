// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { toDraft } from './edits'
import { keepUndo, keptUndo } from './undoMemory'

const snapshot = (name: string) => ({ name, draft: toDraft({ schema: { type: 'object' } }) })

describe('undo over a reload', () => {
  beforeEach(() => sessionStorage.clear())

  it('is there for the version that was saved last, and for no other', () => {
    keepUndo('form', 7, [snapshot('before')], [snapshot('after')])
    expect(keptUndo('form', 7).past.map((one) => one.name)).toEqual(['before'])
    expect(keptUndo('form', 7).future.map((one) => one.name)).toEqual(['after'])
    expect(keptUndo('form', 8)).toEqual({ past: [], future: [] })
    expect(keptUndo('other', 7)).toEqual({ past: [], future: [] })
  })

  it('keeps the latest steps when there are too many', () => {
    keepUndo('form', 1, Array.from({ length: 100 }, (_, at) => snapshot(`step ${at}`)), [])
    expect(keptUndo('form', 1).past.at(-1)?.name).toBe('step 99')
    expect(keptUndo('form', 1).past).toHaveLength(40)
  })
})
