import type { Args, Method } from './args'
import { asAtom, byType, call, infix, type Kind, quoted, type Said, said, Untold } from './said'

const unary =
  (name: string, kind: Kind = 'text'): Method =>
  (self) =>
    call(name, kind, self)
const stripped = (pattern: string): Method => (self) => call('replace', 'text', self, pattern, '""')

/** The methods of texts, of JavaScript and of those that n8n adds. */
export const texts: Record<string, Method> = {
  toLowerCase: unary('lowercase'),
  toUpperCase: unary('uppercase'),
  trim: stripped('/^\\s+|\\s+$/'),
  trimStart: stripped('/^\\s+/'),
  trimEnd: stripped('/\\s+$/'),
  split: (self, args) => {
    if (args.count === 0) return said(`[${self.text}]`, 'list')
    const parts = call('split', 'list', self, args.regex(0)?.said ?? args.at(0))
    return args.count > 1 ? said(`${parts.text}[[0..${asAtom(args.at(1))} - 1]]`, 'list') : parts
  },
  replace: (self, args) => replaced(self, args, args.regex(0)?.flags.includes('g') ?? false),
  replaceAll: (self, args) => replaced(self, args, true),
  startsWith: (self, args) =>
    infix(call('substring', 'text', self, '0', call('length', 'number', args.at(0))), '=', args.at(0), 'truth'),
  endsWith: (self, args) => infix(call('substring', 'text', self, `-$length(${args.at(0).text})`), '=', args.at(0), 'truth'),
  substring: (self, args) => cut(self, args),
  substr: (self, args) => call('substring', 'text', self, args.at(0), ...(args.count > 1 ? [args.at(1)] : [])),
  charAt: (self, args) => call('substring', 'text', self, args.count > 0 ? args.at(0) : '0', '1'),
  padStart: (self, args) => call('pad', 'text', call('string', 'text', self), `-${asAtom(args.at(0))}`, ...padding(args)),
  padEnd: (self, args) => call('pad', 'text', call('string', 'text', self), args.at(0), ...padding(args)),
  repeat: (self, args) => said(`$join([1..${args.at(0).text}].${asAtom(call('string', 'text', self))})`, 'text'),
  localeCompare: (self, args) => {
    args.doubt('letters are put in the order of their codes')
    const other = asAtom(args.at(0))
    return said(`(${asAtom(self)} < ${other} ? -1 : ${asAtom(self)} > ${other} ? 1 : 0)`, 'number')
  },
  toTitleCase: (self) =>
    said(
      `$join($split(${self.text}, " ").($uppercase($substring($, 0, 1)) & $lowercase($substring($, 1))), " ")`,
      'text',
    ),
  urlEncode: unary('encodeUrlComponent'),
  urlDecode: unary('decodeUrlComponent'),
  base64Encode: unary('base64encode'),
  base64Decode: unary('base64decode'),
  match: (self, args) => found(self, args),
  matchAll: (self, args) => found(self, args),
  removeTags: stripped('/<[^>]*>/'),
}

const padding = (args: Args) => (args.count > 1 ? [args.at(1)] : [])

function cut(self: Said, args: Args): Said {
  if (args.count < 2) return call('substring', 'text', self, args.at(0))
  if (args.at(0).text === '0') return call('substring', 'text', self, args.at(0), args.at(1))
  return call('substring', 'text', self, args.at(0), infix(args.at(1), '-', args.at(0), 'number'))
}

/** `slice` of a text, which may count from its end. */
export function slicedText(self: Said, args: Args): Said {
  if (args.count === 0) return self
  const [from, to] = [args.at(0), args.count > 1 ? args.at(1) : null]
  if (!to) return call('substring', 'text', self, from)
  if (from.text.startsWith('-')) throw new Untold('slice() between two places that are counted from the end')
  if (!to.text.startsWith('-')) return cut(self, args)
  const left = from.text === '0' ? '' : ` - ${asAtom(from)}`
  return call('substring', 'text', self, from, `$length(${self.text}) - ${to.text.slice(1)}${left}`)
}

function replaced(self: Said, args: Args, every: boolean): Said {
  const regex = args.regex(0)
  if (args.isFn(1) && !regex) throw new Untold('a replacement that is worked out for a text')
  const literal = args.text(1)
  const by = args.isFn(1)
    ? args.fn(1, 'match').text
    : regex && literal !== null
      ? quoted(literal.replaceAll('$&', '$0'))
      : args.at(1)
  return call('replace', 'text', self, regex?.said ?? args.at(0), by, ...(every ? [] : ['1']))
}

/** Without the flag g a match with its groups, with it the list of all that is found. */
function found(self: Said, args: Args): Said {
  const regex = args.regex(0)
  if (!regex) throw new Untold('a pattern that is worked out')
  if (!regex.flags.includes('g')) return call('match', 'match', self, regex.said, '1')
  return said(`[${call('match', 'list', self, regex.said).text}.match]`, 'list')
}

/** The place at which something begins, or -1. */
export function placeOf(self: Said, sought: Said): Said {
  const inText = said(
    `($contains(${self.text}, ${sought.text}) ? $length($substringBefore(${self.text}, ${sought.text})) : -1)`,
    'number',
  )
  const inList = said(
    `$append($filter([0..$count(${self.text}) - 1], function($i) { ${asAtom(self)}[$i] = ${asAtom(sought)} }), -1)[0]`,
    'number',
  )
  if (self.kind === 'text') return inText
  return self.kind === 'list' ? inList : byType(self, 'array', inList, inText)
}
