import type { NodeCategory, NodeType } from '../../../api/nodes'
import { fuzzy } from '../../../lib/fuzzy'

export const categories: NodeCategory[] = ['trigger', 'collection', 'transform', 'logic', 'people', 'output']

/** Said where nothing is found. */
export const noStep = 'No step goes by that name. Other services are reached over HTTP: look for “http”.'

export interface Hit {
  type: NodeType
  /** Indexes of matched letters in the name. */
  at: number[]
  /** The tag that was found, where the name was not; and where in it. */
  tag?: { text: string; at: number[] }
  /** Indexes of matched letters in the description. */
  described?: number[]
}

/** What is asked for by name; where nothing is, what goes by nearly that name: of "mapping", what maps. */
export function searchTypes(types: readonly NodeType[], text: string): Hit[] {
  if (text.trim() === '') return types.map((type) => ({ type, at: [] }))
  const found = searchByName(types, text)
  if (found.length > 0) return found
  return types.filter((type) => wordsAreNear(text, namesOf(type))).map((type) => ({ type, at: [] }))
}

/** The words that a type goes by: those of its id are parted, so that "mapper" finds the DataMapper. */
const namesOf = ({ name, type, tags, searchText }: NodeType) =>
  `${name} ${type} ${type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')} ${tags.join(' ')} ${searchText ?? ''}`

/** Names weigh most, then tags, then the other names of the type, then the description. */
function searchByName(types: readonly NodeType[], text: string): Hit[] {
  return types
    .flatMap((type) => {
      const name = fuzzy(text, type.name)
      const tag = tagOf(text, type.tags)
      const other = wordsBeginIn(text, namesOf(type))
      const described = wordsIn(text, type.description)
      if (!name && !tag && !other && !described) return []
      const score = Math.max((name?.score ?? -1e6) * 1.5, tag?.score ?? -1e6, other ? 60 : -1e6, described ? 5 : -1e6)
      return [{ type, at: name?.at ?? [], score, ...(tag && !name ? { tag } : {}), ...(described ? { described } : {}) }]
    })
    .sort((a, b) => b.score - a.score)
}

const wordsOf = (text: string) => text.toLowerCase().trim().split(/\s+/)

/** Whether each word begins one of these: of many words, letters anywhere in a row would be found in nearly all. */
const wordsBeginIn = (text: string, names: string) => {
  const known = wordsOf(names)
  return wordsOf(text).every((word) => known.some((one) => one.startsWith(word)))
}

const [nearLeast, endingMax] = [3, 4]

/** Whether each word has the beginning of one of these, and differs from there on by an ending: "-ing", "-er", "-s". */
const wordsAreNear = (text: string, names: string) => {
  const known = wordsOf(names)
  const isNear = (word: string, to: string) => {
    let same = 0
    while (same < word.length && word[same] === to[same]) same++
    return same >= nearLeast && Math.max(word.length, to.length) - same <= endingMax
  }
  return wordsOf(text).every((word) => known.some((one) => isNear(word, one)))
}

function tagOf(text: string, tags: readonly string[]) {
  const found = tags.flatMap((tag) => {
    const match = fuzzy(text, tag)
    return match ? [{ text: tag, at: match.at, score: match.score }] : []
  })
  return found.sort((a, b) => b.score - a.score)[0]
}

/** Where all the words stand, in whatever order; letters in a row only, as any sentence holds most letters somewhere. */
function wordsIn(text: string, description: string): number[] | null {
  const lower = description.toLowerCase()
  const at = new Set<number>()
  for (const word of wordsOf(text)) {
    const from = lower.indexOf(word)
    if (from < 0) return null
    for (let index = 0; index < word.length; index++) at.add(from + index)
  }
  return [...at]
}
