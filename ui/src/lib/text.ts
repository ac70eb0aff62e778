/**
 * A number as its reader writes them. The first use of a browser's own way to write numbers takes a tenth of a second, and
 * most numbers need none of it.
 */
export const numberText = (number: number) =>
  Number.isInteger(number) && Math.abs(number) < 1_000 ? String(number) : number.toLocaleString()

/** `count(1, 'step')` → "1 step"; `count(3, 'reply', 'replies')` → "3 replies". */
export const count = (number: number, one: string, many = `${one}s`) => `${numberText(number)} ${number === 1 ? one : many}`

/** `changesRequested` → "changes requested". */
export const wordsOf = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[._-]+/g, ' ')
    .toLowerCase()

/** `changesRequested` → "Changes requested". */
export const sentenceOf = (name: string) => {
  const words = wordsOf(name)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const nameOf = (who: string | { name: string } | null | undefined) =>
  who === null || who === undefined ? null : typeof who === 'string' ? who : who.name
