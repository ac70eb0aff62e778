import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { prove, sha256 } from './proof'

const hex = (words: Uint32Array) => [...words].map((word) => word.toString(16).padStart(8, '0')).join('')

describe('sha256', () => {
  it.each(['', 'abc', 'ä€😀', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'x'.repeat(1000)])('hashes %s', (text) => {
    expect(hex(sha256(text))).toBe(createHash('sha256').update(text).digest('hex'))
  })
})

describe('prove', () => {
  it('finds a text that the challenge accepts', async () => {
    const proof = await prove({ id: 'challenge', bits: 10 })
    const hash = createHash('sha256').update(`challenge:${proof}`).digest()
    expect(hash.readUInt16BE(0) >> 6).toBe(0)
  })
})
