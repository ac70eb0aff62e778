import type { AnyNode, AssignmentExpression, CallExpression, FunctionDeclaration, VariableDeclaration } from 'acorn'
import { argsOf } from '../calls'
import { lambda, named } from '../functions'
import { pushed } from '../lists'
import { method } from '../methods'
import { binary, logical } from '../operators'
import { asAtom, call, type Said, said, type Scope, type Spot, Untold } from '../said'
import { say } from '../script'
import { changed, cleared, nameOfRoot, read, spotOf } from './spots'
import { variable } from '../words'

/** What a statement adds: lines before what follows, and what names mean from there on. */
export interface Step {
  lines: readonly string[]
  scope: Scope
}

const withName = (scope: Scope, name: string, value: Said): Scope => ({
  ...scope,
  names: new Map(scope.names).set(name, value),
})

/** Functions of its own are known from the beginning, wherever they stand. */
export function functionsOf(body: readonly AnyNode[], scope: Scope, lines: string[]): Scope {
  let now = scope
  const later = body.flatMap((node) => (node.type === 'VariableDeclaration' ? node.declarations : []))
  const own = body.flatMap((node) => (node.type === 'FunctionDeclaration' && node.id ? [node as FunctionDeclaration] : []))
  for (const { id } of own) now = withName(now, id.name, said(variable(id.name), 'function'))
  // They are called when the variables beside them are there, which stand further below.
  const inside = later.reduce(
    (at, { id }) => (id.type === 'Identifier' && !at.names.has(id.name) ? withName(at, id.name, said(variable(id.name))) : at),
    now,
  )
  for (const node of own) lines.push(`${variable(node.id.name)} := ${lambda(node, inside, []).text}`)
  return now
}

/** @param inside Names that are changed from inside later, and so stand for the place that they were taken from. */
export function declare({ declarations }: VariableDeclaration, outer: Scope, inside: ReadonlySet<string>): Step {
  const lines: string[] = []
  let scope = outer
  for (const { id, init } of declarations) {
    if (id.type === 'Identifier' && init?.type === 'Literal' && init.value instanceof RegExp) {
      scope = { ...scope, patterns: new Map(scope.patterns).set(id.name, init.value) }
      continue
    }
    const taken = init && takingOut(init, scope)
    if (taken && id.type === 'Identifier') {
      lines.push(`${variable(id.name)} := ${taken.value.text}`, ...taken.step.lines)
      scope = withName(taken.step.scope, id.name, said(variable(id.name), taken.value.kind))
      continue
    }
    const spot = id.type === 'Identifier' && init && inside.has(id.name) ? spotOf(init, scope) : null
    if (spot && id.type === 'Identifier') {
      scope = withName(scope, id.name, { ...say(init!, scope), spot })
      continue
    }
    const value = init ? say(init, scope) : null
    if (id.type === 'Identifier') {
      if (value) lines.push(`${variable(id.name)} := ${value.text}`)
      scope = withName(scope, id.name, said(variable(id.name), value?.kind ?? 'any'))
      continue
    }
    if (!value) throw new Untold('a variable that is set later')
    const whole = `$parts${scope.names.size}`
    lines.push(`${whole} := ${value.text}`)
    const names = new Map(scope.names)
    named(id, { ...value, text: whole, atom: true }, names)
    scope = { ...scope, names }
  }
  return { lines, scope }
}

/** `list.pop()` and `list.shift()` of a list that is kept: what comes out, and the list without it. */
function takingOut(node: AnyNode, scope: Scope): { value: Said; step: Step } | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null
  const { object, property } = node.callee
  if (property.type !== 'Identifier' || !/^(pop|shift)$/.test(property.name)) return null
  const spot = object.type === 'Super' ? null : spotOf(object, scope)
  if (!spot) return null
  const value = method(read(spot, scope), property.name, argsOf([], scope))
  return { value, step: set(spot, shorter(read(spot, scope), property.name), scope) }
}

const shorter = (list: Said, how: string): Said =>
  said(
    `[${asAtom(list)}[[${how === 'pop' ? `0..$count(${list.text}) - 2` : `1..$count(${list.text}) - 1`}]]]`,
    list.kind === 'any' ? 'list' : list.kind,
  )

export function set(spot: Spot, value: Said, scope: Scope): Step {
  const known = spot.keys.length > 0 || scope.names.has(spot.root) || spot.root === '$json'
  const whole = spot.keys.length === 0 ? value : changed(spot, value, scope)
  const name = nameOfRoot(spot.root)
  const kind = spot.keys.length === 0 || !known ? value.kind : read({ ...spot, keys: [] }, scope).kind
  return { lines: [`${name} := ${whole.text}`], scope: withName(scope, spot.root, said(name, kind)) }
}

/** A statement that is an expression: it changes something, or does nothing that is seen. */
export function act(node: AnyNode, scope: Scope): Step {
  switch (node.type) {
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return act(node.expression, scope)
    case 'Literal':
      return { lines: [], scope }
    case 'AssignmentExpression':
      return assign(node, scope)
    case 'UpdateExpression': {
      const spot = placeOf(node.argument, scope)
      return set(spot, binary(read(spot, scope), said('1', 'number'), node.operator === '++' ? '+' : '-', false), scope)
    }
    case 'UnaryExpression':
      if (node.operator !== 'delete') throw new Untold('such a statement')
      return without(placeOf(node.argument, scope), scope)
    case 'CallExpression':
      return callAct(node, scope)
    default:
      throw new Untold('such a statement')
  }
}

function without(spot: Spot, scope: Scope): Step {
  const root: Spot = { root: spot.root, keys: [] }
  return set(root, { ...cleared(spot, scope), kind: read(root, scope).kind }, scope)
}

function placeOf(node: AnyNode, scope: Scope): Spot {
  const spot = spotOf(node, scope)
  if (!spot) throw new Untold('a change of what is worked out')
  return spot
}

function assign({ left, right, operator }: AssignmentExpression, scope: Scope): Step {
  if (left.type === 'Identifier' && operator === '=') {
    const value = say(right, scope)
    // A variable that gets another value no longer stands for the place that it was taken from.
    return set({ root: left.name, keys: [] }, value, scope)
  }
  const spot = placeOf(left, scope)
  if (operator === '=') return set(spot, say(right, scope), scope)
  const [before, value, sign] = [read(spot, scope), say(right, scope), operator.slice(0, -1)]
  return set(spot, /^(\|\||&&|\?\?)$/.test(sign) ? logical(before, value, sign) : binary(before, value, sign, false), scope)
}

function callAct(node: CallExpression, scope: Scope): Step {
  const { callee } = node
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super' || callee.property.type !== 'Identifier')
    throw new Untold('a call that only does something')
  const name = callee.property.name
  if (callee.object.type === 'Identifier' && callee.object.name === 'console') return { lines: [], scope }
  const args = argsOf(node.arguments, scope)
  if (name === 'assign' && node.arguments[0]) {
    const spot = placeOf(node.arguments[0], scope)
    return set(spot, call('merge', 'any', args.all()), scope)
  }
  const spot = placeOf(callee.object, scope)
  const before = read(spot, scope)
  switch (name) {
    case 'push':
      return set(spot, more(before, node, scope), scope)
    case 'unshift':
      return set(spot, said(`$append(${args.all().text}, ${before.text})`, before.kind), scope)
    case 'add':
      return set(spot, call('distinct', 'list', more(before, node, scope)), scope)
    case 'delete':
      return set(spot, said(`[$filter(${before.text}, function($old) { $old != ${asAtom(args.at(0))} })]`, 'list'), scope)
    case 'sort':
    case 'reverse':
      return set(spot, method(before, name, args), scope)
    case 'pop':
    case 'shift':
      return set(spot, shorter(before, name), scope)
    default:
      throw new Untold(`${name}() as a statement`)
  }
}

/** `push(a, b)`, `push(...list)`. */
function more(before: Said, { arguments: given }: CallExpression, scope: Scope): Said {
  const list = before.kind === 'any' ? { ...before, kind: 'list' as const } : before
  if (!given.some((one) => one.type === 'SpreadElement')) return pushed(list, given.map((one) => say(one, scope)))
  const all = argsOf(given, scope).all()
  return said(`$append(${before.text}, ${all.text})`, all.kind === 'items' ? 'items' : list.kind)
}
