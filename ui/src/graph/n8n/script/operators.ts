import { asValue, byType, call, infix, isList, not, type Said, said, Untold } from './said'

export function choice(test: Said, yes: Said, no: Said): Said {
  if (yes.kind === no.kind) return said(`(${truth(test).text} ? ${yes.text} : ${no.text})`, yes.kind)
  const either = [yes, no].map((one) => asValue(one))
  return said(`(${truth(test).text} ? ${either[0]!.text} : ${either[1]!.text})`, 'any')
}

/** What JavaScript takes for true: every list and every object is, be it empty or not. */
export function truth(one: Said): Said {
  if (isList(one) || /^(match|item|object)$/.test(one.kind)) return call('exists', 'truth', one)
  if (one.kind !== 'any' || one.text === 'null') return one
  return once(one, ({ text }) => said(`($type(${text}) in ["array", "object"] or $boolean(${text}))`, 'truth'))
}

/** Says something with a value that is asked for more than once; what is long gets a name, so that it is said once. */
function once(one: Said, say: (again: Said) => Said): Said {
  if (one.text.length <= 60 && /^[\w$.`]+$/.test(one.text)) return say(one)
  const { text, kind } = say(said('$_one', one.kind))
  return said(`($_one := ${one.text}; ${text})`, kind)
}

/** `&&`, `||` and `??`, which in JavaScript give one of the two values. */
export function logical(a: Said, b: Said, operator: string): Said {
  if (operator === '??') return once(a, (one) => choice(infix(one, '!=', said('null'), 'truth'), one, b))
  if (a.kind === 'truth' && b.kind === 'truth') return infix(a, operator === '&&' ? 'and' : 'or', b, 'truth')
  if (operator === '&&') return once(a, (one) => choice(one, b, one))
  // `list || []` is a list, whichever it is.
  return a.kind === 'any' && b.text === '[]' ? said(`[${a.text}]`, 'list') : once(a, (one) => choice(one, one, b))
}

/** `==` takes "1" and 1 for the same, which JSONata never does. */
export const isLoose = (a: Said, b: Said, operator: string) =>
  /^[!=]=$/.test(operator) && a.text !== 'null' && b.text !== 'null' && (a.kind === 'any' || a.kind !== b.kind)

const comparing = new Set(['<', '>', '<=', '>='])
const counting = new Set(['-', '*', '/', '%'])

/** @param missing One of the two is `undefined`, written out. */
export function binary(a: Said, b: Said, operator: string, missing: boolean): Said {
  if (operator === 'in') return infix(a, 'in', call('keys', 'list', b), 'truth')
  if (/^[!=]==?$/.test(operator)) return equality(a, b, operator, missing)
  if (comparing.has(operator)) return infix(a, operator, b, 'truth')
  if (counting.has(operator)) return infix(a, operator, b, 'number')
  if (operator === '+') return sum(a, b)
  if (operator === '**') return call('power', 'number', a, b)
  throw new Untold(`the operator ${operator}`)
}

// What is missing equals nothing in JSONata, and differs from nothing: only a negation says what JavaScript does.
function equality(a: Said, b: Said, operator: string, missing: boolean): Said {
  const nothing = missing || (operator.length === 2 && (a.text === 'null' || b.text === 'null'))
  if (nothing) {
    const other = a.text === 'null' || a.text.startsWith('$lookup({}') ? b : a
    const there =
      missing && operator.length === 3 ? call('exists', 'truth', other) : infix(other, '!=', said('null'), 'truth')
    return operator.startsWith('!') ? there : not(there)
  }
  const same = infix(a, '=', b, 'truth')
  return operator.startsWith('!') ? not(same) : same
}

/** Two values of which nothing is known are added where the first is a number, and else joined. */
function sum(a: Said, b: Said): Said {
  const text = infix(asValue(a), '&', asValue(b), 'text')
  if (a.kind === 'text' || b.kind === 'text' || isList(a) || isList(b)) return text
  const number = infix(a, '+', b, 'number')
  return a.kind === 'any' && b.kind === 'any' ? byType(a, 'number', number, text) : number
}

export function lengthOf(self: Said): Said {
  if (self.kind === 'text') return call('length', 'number', self)
  if (isList(self)) return call('count', 'number', self)
  return byType(self, 'string', call('length', 'number', self), call('count', 'number', self))
}
