export interface Part {
  text: string
  code: boolean
}

const opened = (text: string) => (text.match(/\{/g)?.length ?? 0) - (text.match(/\}/g)?.length ?? 0)

/** Where the braces that open at a place close: at the first pair that leaves no object open within; -1 for nowhere. */
function closeOf(template: string, open: number): number {
  const first = template.indexOf('}}', open + 2)
  for (let close = first; close >= 0 && close < first + 4; close++)
    if (template.startsWith('}}', close) && opened(template.slice(open + 2, close)) === 0) return close
  return first
}

/** The parts of a template: plain texts, and the expressions between double braces, which may hold braces themselves. */
export function partsOf(template: string): Part[] {
  const parts: Part[] = []
  let at = 0
  while (at < template.length) {
    const open = template.indexOf('{{', at)
    const close = open < 0 ? -1 : closeOf(template, open)
    if (close < 0) break
    if (open > at) parts.push({ text: template.slice(at, open), code: false })
    parts.push({ text: template.slice(open + 2, close), code: true })
    at = close + 2
  }
  if (at < template.length) parts.push({ text: template.slice(at), code: false })
  return parts
}
