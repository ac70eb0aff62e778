import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { arabic } from './ar'
import { german } from './de'
import { english, type Texts } from './en'
import { french } from './fr'
import { spanish } from './es'

// The server writes the page without script and the letters with the same words, from these files.
const folder = join(process.cwd(), '../src/ConcertMaster/Forms/PlainPages/Words')

type Word = string | { one: string; many: string }

/** Texts as data: what a text is told stands in it as {0} and {1}, with a form of its own where it is told one. */
function wordsOf(texts: Texts): Record<string, Word> {
  const word = (text: unknown): Word => {
    if (typeof text === 'string') return text
    const write = text as (...told: unknown[]) => string
    const many = write('{0}', '{1}')
    const one = write(1, '{1}')
    return one === many.replace('{0}', '1') ? many : { one, many }
  }
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, word(text)]))
}

describe.each([
  ['ar', arabic],
  ['de', german],
  ['en', english],
  ['es', spanish],
  ['fr', french],
])('words in %s', (language, texts) => {
  it('are the same on the server; CONCERTMASTER_ACCEPT=1 writes them', () => {
    const file = join(folder, `${language}.json`)
    const written = `${JSON.stringify(wordsOf(texts), null, 2)}\n`
    if (process.env['CONCERTMASTER_ACCEPT']) writeFileSync(file, written)
    expect(readFileSync(file, 'utf8')).toBe(written)
  })

  it('say something everywhere', () => {
    for (const word of Object.values(wordsOf(texts)))
      for (const text of typeof word === 'string' ? [word] : Object.values(word)) expect(text.trim()).not.toBe('')
  })
})
