import type { AnyNode, ForStatement, Pattern } from 'acorn'
import type { Step } from './acts'
import { breaks, changesOf } from './changes'
import { named, namesIn } from '../functions'
import { kindOfItem } from '../lists'
import { choice } from '../operators'
import { asAtom, call, flowing, isList, type Kind, type Said, said, type Scope, type Spot, Untold } from '../said'
import { say, valueOf } from '../script'
import { nameOfRoot, spotOf } from './spots'
import { changedNames, currentOf, objectOf, renamed, stateOf, taken, together, unpacked } from './state'
import { set } from './acts'
import { block, blockOf, fails, statements, type Ways } from './statements'
import { variable } from '../words'

/** A loop: what it changes, and how statements go on behind it. */
interface Loop {
  step: () => Step
  /** For a loop that may return: what it gives then, and else what the rest gives. */
  then: (rest: (step: Step) => Said, ways: Ways) => Said
}

interface Rounds {
  target: Pattern
  place?: Pattern
  list: Said
  /** Where the list lies, so that changes of its elements can be seen there. */
  spot: Spot | null
  body: AnyNode
}

/** Null for what is no loop. */
export function loopOf(node: AnyNode, scope: Scope): Loop | null {
  if (node.type === 'WhileStatement') return looped((gives) => whileLoop(node.test, node.body, scope, gives))
  const rounds = roundsOf(node, scope)
  return rounds && looped((gives) => each(rounds, scope, gives))
}

const over = '"is over": true'
const given = '$state.`given back`'

/** @param say Says the loop; what is returned within goes through `give`. */
function looped(say: (give: Ways['give'] | null) => Step): Loop {
  return {
    step: () => say(null),
    then: (rest, ways) => {
      const step = say(ways.give)
      return block(step.lines, choice(call('exists', 'truth', given), said(given), rest({ lines: [], scope: step.scope })))
    },
  }
}

const targetOf = (left: AnyNode): Pattern =>
  left.type === 'VariableDeclaration' ? left.declarations[0]!.id : (left as Pattern)

function roundsOf(node: AnyNode, scope: Scope): Rounds | null {
  switch (node.type) {
    case 'ForOfStatement': {
      const call = node.right.type === 'CallExpression' ? node.right : null
      const name = call?.callee.type === 'MemberExpression' && call.callee.property.type === 'Identifier' ? call.callee.property.name : ''
      const target = targetOf(node.left)
      // `for (const [index, one] of list.entries())`
      if (name === 'entries' && call!.arguments.length === 0 && target.type === 'ArrayPattern' && call!.callee.type === 'MemberExpression')
        return {
          target: target.elements[1] ?? { ...target, type: 'Identifier', name: 'one' } as Pattern,
          ...(target.elements[0] ? { place: target.elements[0] } : {}),
          list: say(call!.callee.object, scope), spot: spotOf(call!.callee.object, scope), body: node.body,
        }
      return { target, list: say(node.right, scope), spot: spotOf(node.right, scope), body: node.body }
    }
    case 'ForInStatement':
      return { target: targetOf(node.left), list: call('keys', 'list', say(node.right, scope)), spot: null, body: node.body }
    case 'ForStatement':
      return counted(node, scope)
    case 'ExpressionStatement':
      return forEach(node.expression, scope)
    default:
      return null
  }
}

/** `list.forEach((one, index) => { … })`: a loop in which `return` goes on with the next. */
function forEach(node: AnyNode, scope: Scope): Rounds | null {
  if (node.type === 'ChainExpression') return forEach(node.expression, scope)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null
  const [fn] = node.arguments
  const { object, property } = node.callee
  if (property.type !== 'Identifier' || property.name !== 'forEach' || !fn || object.type === 'Super') return null
  if (fn.type !== 'ArrowFunctionExpression' && fn.type !== 'FunctionExpression') throw new Untold('a function that stands elsewhere')
  const [target, place] = fn.params
  return {
    target: target ?? ({ type: 'Identifier', name: 'one', start: 0, end: 0 } as Pattern),
    ...(place ? { place } : {}),
    list: say(object, scope),
    spot: spotOf(object, scope),
    body: fn.body,
  }
}

/** `for (let i = 0; i < n; i++)` goes over a list of numbers. */
function counted({ init, test, update, body }: ForStatement, scope: Scope): Rounds {
  const odd = new Untold('a loop that counts otherwise')
  const [first] = init?.type === 'VariableDeclaration' && init.declarations.length === 1 ? init.declarations : []
  if (first?.id.type !== 'Identifier' || !first.init || test?.type !== 'BinaryExpression') throw odd
  const { name } = first.id
  if (test.left.type !== 'Identifier' || test.left.name !== name || changesOf([body]).roots.has(name)) throw odd
  const by = stepWidth(update, name, scope)
  const from = say(first.init, scope)
  const to = say(test.right, scope)
  const last = (less: boolean) => (less ? `${asAtom(to)} ${by.down ? '+' : '-'} 1` : to.text)
  const ordered = by.down ? /^>=?$/ : /^(<=?|!==?)$/
  if (!ordered.test(test.operator)) throw odd
  const end = last(test.operator !== '<=' && test.operator !== '>=')
  const range = by.down ? `$reverse([${end}..${from.text}])` : `[${from.text}..${end}]`
  const list =
    by.width === '1'
      ? range
      : by.down
        ? fails('a loop that counts otherwise')()
        : `$filter(${range}, function($i) { ($i - ${asAtom(from)}) % ${by.width} = 0 })`
  return { target: first.id, list: said(list, 'list'), spot: null, body }
}

function stepWidth(update: AnyNode | null | undefined, name: string, scope: Scope): { width: string; down: boolean } {
  if (update?.type === 'UpdateExpression' && update.argument.type === 'Identifier' && update.argument.name === name)
    return { width: '1', down: update.operator === '--' }
  const isStep = update?.type === 'AssignmentExpression' && update.left.type === 'Identifier' && update.left.name === name
  if (!isStep || (update.operator !== '+=' && update.operator !== '-=')) throw new Untold('a loop that counts otherwise')
  return { width: asAtom(say(update.right, scope)), down: update.operator === '-=' }
}

function each(rounds: Rounds, scope: Scope, give: Ways['give'] | null): Step {
  const { target, place, list, spot, body } = rounds
  const own = [...namesIn(target), ...(place ? namesIn(place) : [])]
  const names = changedNames([body], own, scope)
  const item = target.type === 'Identifier' ? target.name : ''
  const isOver = breaks(body) || give !== null
  const rebuilt = item !== '' && changesOf([body]).inside.has(item)
  if (rebuilt && !spot) throw new Untold('changes within a list that is worked out')
  if (rebuilt && isOver) throw new Untold('a loop that changes things and is left before its end')
  if (spot && names.includes(spot.root)) throw new Untold('a list that is changed while it is gone through')
  const param = item ? variable(item) : '$one'
  if (names.length === 0 && !rebuilt && !isOver) return { lines: [], scope }
  const inner = (from: Scope): Scope => {
    const inside = new Map(from.names)
    named(target, said(param, kindOfItem(list)), inside)
    if (place) named(place, said(placeName(place), 'number'), inside)
    return { ...from, names: inside }
  }
  const params = (first: string) => [first, param, ...(place ? [placeName(place)] : [])].filter(Boolean).join(', ')
  if (rebuilt && names.length === 0) {
    const end: Ways['end'] = (at) => currentOf(item, at)
    const round = statements(blockOf(body), inner(scope), { end, next: end, give: ofCallback(end) })
    const mapped = `$map(${list.text}, function(${params('')}) { ${round.text} })`
    return set(spot!, said(list.kind === 'items' ? mapped : `[${mapped}]`, isList(list) ? list.kind : 'list'), scope)
  }
  const kept = rebuilt ? '"so far"' : null
  const folded = reduced(names, scope, isOver || rebuilt, (from, state) => {
    const more = (at: Scope, last: string[]) =>
      state(at, [...(kept ? [`${kept}: $append($state.\`so far\`, [${currentOf(item, at).text}])`] : []), ...last])
    const end: Ways['end'] = (at) => more(at, [])
    const ways: Ways = {
      end,
      next: end,
      stop: (at) => more(at, [over]),
      give: give ? (node, at) => more(at, [over, `"given back": ${give(node, at).text}`]) : ofCallback(end),
    }
    return statements(blockOf(body), inner(from), ways)
  })
  const first = folded.param === '$state' ? objectOf(names, scope, kept ? [`${kept}: []`] : []) : stateOf(names, scope)
  const result = `$reduce([${flowing(list)}], function(${params(folded.param)}) { ${folded.body} }, ${first.text})`
  const step = settled(names, result, scope, folded.kinds, isOver || rebuilt)
  if (!rebuilt) return step
  const back = set(spot!, said('$state.`so far`', isList(list) ? list.kind : 'list'), step.scope)
  return { lines: [...step.lines, ...back.lines], scope: back.scope }
}

const placeName = (place: Pattern) => (place.type === 'Identifier' ? variable(place.name) : '$place')

/** In a callback, and only there, `return` ends the round. */
const ofCallback = (end: Ways['end']): Ways['give'] => (_, at) => end(at)

type StateText = (at: Scope, more: readonly string[]) => Said

interface Reduced {
  param: string
  body: string
  kinds: readonly Kind[]
}

/** One round as a function of the state. It is said twice where the first round shows other kinds than there were before. */
function reduced(
  names: readonly string[],
  scope: Scope,
  isObject: boolean,
  round: (from: Scope, state: StateText) => Said,
): Reduced {
  const whole = isObject || names.length !== 1
  let kinds = names.map((name) => currentOf(name, scope).kind)
  for (let tries = 0; ; tries++) {
    const ends: Scope[] = []
    const body = round(renamed(names, scope, kinds), (at, more) => {
      ends.push(at)
      return whole ? objectOf(names, at, more) : currentOf(names[0]!, at)
    })
    const after = names.map((name, index) => ends.map((at) => currentOf(name, at).kind).reduce(together, kinds[index]!))
    if (after.every((kind, index) => kind === kinds[index]) || tries > 2)
      return whole
        ? { param: '$state', body: guarded(names, body.text), kinds: after }
        : { param: nameOfRoot(names[0]!), body: body.text, kinds: after }
    kinds = after
  }
}

const guarded = (names: readonly string[], body: string) =>
  `$state.\`is over\` = true ? $state : (${[...unpacked(names, '$state'), body].join('; ')})`

function settled(names: readonly string[], result: string, scope: Scope, kinds: readonly Kind[], isObject: boolean): Step {
  const after = renamed(names, scope, kinds)
  if (!isObject && names.length === 1) return taken(names, result, scope, [after])
  return { lines: [`$state := ${result}`, ...unpacked(names, '$state')], scope: after }
}

/** `while` calls itself as long as its condition holds. */
function whileLoop(test: AnyNode, body: AnyNode, scope: Scope, give: Ways['give'] | null): Step {
  const names = changedNames([body, test], [], scope)
  if (names.length === 0) throw new Untold('a loop without an end')
  const folded = reduced(names, scope, true, (from, state) => {
    const again: Ways['end'] = (at) => said(`$again(${state(at, []).text})`)
    const ways: Ways = {
      end: again,
      next: again,
      stop: (at) => state(at, []),
      give: give ? (node, at) => state(at, [over, `"given back": ${give(node, at).text}`]) : fails('such a return'),
    }
    return said(`${asAtom(said(valueOf(test, from), 'any', false))} ? ${statements(blockOf(body), from, ways).text} : $state`)
  })
  const result = `($again := function($state) { ${folded.body} }; $again(${objectOf(names, scope, []).text}))`
  return settled(names, result, scope, folded.kinds, true)
}

