/** What a text in Markdown is made of, line by line. What no rule knows is a paragraph. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; lines: string[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; start: number | null; items: Item[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'rule' }

export interface Item {
  /** Of a list of things to do; null in any other list. */
  done: boolean | null
  text: string
  /** What is set in deeper below it. */
  blocks: Block[]
}

const bullet = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/
const deepest = 10

export function blocksOf(text: string, depth = 0): Block[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at]!
    const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*$/.exec(line)
    if (line.trim() === '') at++
    else if (/^\s*```/.test(line)) at = code(lines, at, blocks)
    else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! })
      at++
    } else if (/^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/.test(line)) {
      blocks.push({ kind: 'rule' })
      at++
    } else if (/^\s{0,3}>/.test(line) && depth < deepest) at = quote(lines, at, blocks, depth)
    else if (bullet.test(line) && depth < deepest) at = list(lines, at, blocks, depth)
    else if (line.includes('|') && /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? '')) at = table(lines, at, blocks)
    else at = paragraph(lines, at, blocks)
  }
  return blocks
}

function code(lines: readonly string[], from: number, blocks: Block[]): number {
  const end = lines.findIndex((line, index) => index > from && /^\s*```\s*$/.test(line))
  const last = end < 0 ? lines.length : end
  blocks.push({ kind: 'code', text: lines.slice(from + 1, last).join('\n') })
  return last + 1
}

function quote(lines: readonly string[], from: number, blocks: Block[], depth: number): number {
  let at = from
  while (/^\s{0,3}>/.test(lines[at] ?? '')) at++
  const inner = lines.slice(from, at).map((line) => line.replace(/^\s{0,3}> ?/, ''))
  blocks.push({ kind: 'quote', blocks: blocksOf(inner.join('\n'), depth + 1) })
  return at
}

function list(lines: readonly string[], from: number, blocks: Block[], depth: number): number {
  const first = bullet.exec(lines[from]!)!
  const [indent, ordered] = [first[1]!.length, first[2] !== undefined]
  const items: { text: string; below: string[] }[] = []
  let at = from
  for (; at < lines.length; at++) {
    const line = lines[at]!
    const found = bullet.exec(line)
    const deep = /^\s*/.exec(line)![0].length
    if (found && deep <= indent + 1) {
      if ((found[2] !== undefined) !== ordered || deep < indent) break
      items.push({ text: found[3]!, below: [] })
    } else if (line.trim() === '') {
      // A list goes on over an empty line when what follows is set in, or is of it.
      const next = lines[at + 1] ?? ''
      if (!/^\s{2,}\S/.test(next) && !bullet.test(next)) break
      items.at(-1)!.below.push('')
    } else if (deep > indent) items.at(-1)!.below.push(line.slice(Math.min(deep, indent + 2)))
    else break
  }
  blocks.push({
    kind: 'list',
    start: ordered ? Number(first[2]) : null,
    items: items.map(({ text, below }) => {
      const task = /^\[([ xX])\]\s+(.*)$/.exec(text)
      return { done: task ? task[1] !== ' ' : null, text: task ? task[2]! : text, blocks: blocksOf(below.join('\n'), depth + 1) }
    }),
  })
  return at
}

const cells = (line: string) => line.trim().replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim())

function table(lines: readonly string[], from: number, blocks: Block[]): number {
  let at = from + 2
  while (lines[at]?.includes('|')) at++
  blocks.push({ kind: 'table', head: cells(lines[from]!), rows: lines.slice(from + 2, at).map(cells) })
  return at
}

function paragraph(lines: readonly string[], from: number, blocks: Block[]): number {
  let at = from + 1
  const ends = (line: string) => line.trim() === '' || /^\s{0,3}(?:#{1,6}\s|>|```)/.test(line) || bullet.test(line)
  while (at < lines.length && !ends(lines[at]!)) at++
  blocks.push({ kind: 'paragraph', lines: lines.slice(from, at).map((line) => line.trim()) })
  return at
}
