/** A field of n8n as ours: `={{ $json.a }}` → `{{ $input.a }}`. Exact is false where something could not be said. */
export interface Translated {
  value: unknown
  exact: boolean
}

const plainPath = /^[\w$.[\]"'() +\-*/<>=!?:,&|{}]*$/

function expression(text: string, idOf: (name: string) => string): { text: string; exact: boolean } {
  const step = (_: string, __: string, name: string) => `$steps.${idOf(name)}`
  const ours = text
    .replace(/\$\((['"])(.*?)\1\)\.(?:item|first\(\)|last\(\))\.json/g, step)
    .replace(/\$\((['"])(.*?)\1\)\.all\(\)/g, step)
    .replace(/\$node\[(['"])(.*?)\1\]\.json/g, step)
    .replace(/\$json\b/g, '$input')
    .replace(/\$input\.(?:item|first\(\)|last\(\))\.json/g, '$input')
    .replace(/\$now(?:\.toISO\(\))?/g, '$now()')
    .replace(/\["([A-Za-z_]\w*)"\]|\['([A-Za-z_]\w*)'\]/g, (_, a: string, b: string) => `.${a ?? b}`)
    .replace(/!==/g, '!=')
    .replace(/===?/g, '=')
    .replace(/&&/g, 'and')
    .replace(/\|\|/g, 'or')
    .replace(/([\w$.]+)\.toLowerCase\(\)/g, '$lowercase($1)')
    .replace(/([\w$.]+)\.toUpperCase\(\)/g, '$uppercase($1)')
    .replace(/([\w$.]+)\.length\b/g, '$count($1)')
  const unknown = /=>|\.\w+\(|\$(?!input|steps|now|lowercase|uppercase|count)\w|\$\(|DateTime|new /.test(ours)
  return { text: ours, exact: !unknown && plainPath.test(ours) }
}

/** Walks a value and translates every expression in it; what n8n does not evaluate stays as it is. */
export function translateValue(value: unknown, idOf: (name: string) => string): Translated {
  if (typeof value === 'string') {
    if (!value.startsWith('=')) return { value, exact: true }
    let exact = true
    const text = value.slice(1).replace(/\{\{([\s\S]*?)\}\}/g, (_, inside: string) => {
      const ours = expression(inside.trim(), idOf)
      exact &&= ours.exact
      return `{{ ${ours.text} }}`
    })
    return { value: text, exact }
  }
  if (typeof value !== 'object' || value === null) return { value, exact: true }
  const parts = Object.entries(value).map(([key, inner]) => [key, translateValue(inner, idOf)] as const)
  const exact = parts.every(([, part]) => part.exact)
  if (Array.isArray(value)) return { value: parts.map(([, part]) => part.value), exact }
  return { value: Object.fromEntries(parts.map(([key, part]) => [key, part.value])), exact }
}
