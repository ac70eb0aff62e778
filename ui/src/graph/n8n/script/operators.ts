import { asValue, call, infix, not, type Said, said, type Scope, Untold } from './said'

export const choice = (test: Said, yes: Said, no: Said): Said =>
  said(
    `(${test.text} ? ${asValue(yes).text} : ${asValue(no).text})`,
    yes.kind === no.kind && yes.kind !== 'moment' ? yes.kind : 'any',
  )


/** `&&`, `||` and `??`, which in JavaScript give one of the two values. */
export function logical(a: Said, b: Said, operator: string): Said {
  if (operator === '??') return choice(infix(a, '!=', said('null'), 'truth'), a, b)
  if (a.kind === 'truth' && b.kind === 'truth') return infix(a, operator === '&&' ? 'and' : 'or', b, 'truth')
  return operator === '&&' ? choice(a, b, a) : choice(a, a, b)
}

const comparing = new Set(['<', '>', '<=', '>='])
const counting = new Set(['-', '*', '/', '%'])

/** @param missing One of the two is `undefined`, written out. */
export function binary(a: Said, b: Said, operator: string, missing: boolean, scope: Scope): Said {
  if (operator === 'in') return infix(a, 'in', call('keys', 'list', b), 'truth')
  if (/^[!=]==?$/.test(operator)) return equality(a, b, operator, missing)
  if (comparing.has(operator)) return infix(a, operator, b, 'truth')
  if (counting.has(operator)) return infix(a, operator, b, 'number')
  if (operator === '+') return sum(a, b, scope)
  if (operator === '**') return call('power', 'number', a, b)
  throw new Untold(`the operator ${operator}`)
}

// What is missing equals nothing in JSONata, and differs from nothing: only a negation says what JavaScript does.
function equality(a: Said, b: Said, operator: string, missing: boolean): Said {
  const nothing = missing || (operator.length === 2 && (a.text === 'null' || b.text === 'null'))
  if (nothing) {
    const other = a.text === 'null' || a.text.startsWith('$lookup({}') ? b : a
    const there = missing && operator.length === 3 ? call('exists', 'truth', other) : infix(other, '!=', said('null'), 'truth')
    return operator.startsWith('!') ? there : not(there)
  }
  const same = infix(a, '=', b, 'truth')
  return operator.startsWith('!') ? not(same) : same
}

function sum(a: Said, b: Said, scope: Scope): Said {
  if (a.kind === 'text' || b.kind === 'text') return infix(asValue(a), '&', asValue(b), 'text')
  if (a.kind === 'any' && b.kind === 'any') scope.doubt('+ is taken to add numbers; & joins texts')
  return infix(a, '+', b, 'number')
}

export function lengthOf(self: Said): Said {
  if (self.kind === 'text') return call('length', 'number', self)
  if (self.kind === 'list' || self.kind === 'items') return call('count', 'number', self)
  return said(`($type(${self.text}) = "string" ? $length(${self.text}) : $count(${self.text}))`, 'number')
}
