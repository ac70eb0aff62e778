import { type AnyNode, type IfStatement, parse, type ReturnStatement, type SwitchStatement } from 'acorn'
import { changesOf, has, leaving } from './changes'
import { act, declare, functionsOf, type Step } from './acts'
import { loopOf } from './loops'
import { truth } from '../operators'
import { asAtom, asValue, type Said, said, type Scope, Untold } from '../said'
import { say } from '../script'
import { changedNames, stateOf, taken } from './state'

/** Where statements lead: to their end, or out of them before. */
export interface Ways {
  end: (scope: Scope) => Said
  /** `return`. */
  give: (node: AnyNode | null, scope: Scope) => Said
  /** `continue`. */
  next?: (scope: Scope) => Said
  /** `break`. */
  stop?: (scope: Scope) => Said
}

const statementCountMax = 2_000
const lengthMax = 60_000

/** The code of a Code step as one expression. */
export function sayCode(source: string, scope: Scope): string {
  let body: readonly AnyNode[]
  try {
    body = parse(source, { ecmaVersion: 2022, allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true }).body
  } catch {
    throw new Untold('code that is no JavaScript')
  }
  const inCode = { ...scope, isCode: true, left: { statements: statementCountMax } }
  const text = asValue(statements(body, inCode, { end: fails('code that returns nothing'), give: given })).text
  if (text.length > lengthMax) throw new Untold('code with so many ways')
  return text
}

export const fails = (why: string) => () => {
  throw new Untold(why)
}

/** What a step gives back: one item stands for itself, as n8n has it. */
function given(node: AnyNode | null, scope: Scope): Said {
  if (!node) throw new Untold('code that returns nothing')
  const one = node.type === 'ArrayExpression' && node.elements.length === 1 ? node.elements[0] : null
  return say(one && one.type !== 'SpreadElement' ? one : node, scope)
}

/** Statements as one expression: what they name and change stands before what they give. */
export function statements(body: readonly AnyNode[], outer: Scope, ways: Ways): Said {
  if (outer.left && (outer.left.statements -= body.length + 1) < 0) throw new Untold('code with so many ways')
  const { inside } = changesOf(body)
  const lines: string[] = []
  let scope = functionsOf(body, outer, lines)
  for (const [index, node] of body.entries()) {
    const leaves = leaving([node]) === 'never' ? null : left(node, body.slice(index + 1), scope, ways)
    if (leaves) return block(lines, leaves)
    const step = stepOf(node, scope, inside)
    lines.push(...step.lines)
    scope = step.scope
  }
  return block(lines, ways.end(scope))
}

export const block = (lines: readonly string[], last: Said): Said =>
  lines.length === 0 ? last : said(`(${[...lines, last.text].join('; ')})`, last.kind)

export const blockOf = (node: AnyNode | null | undefined): readonly AnyNode[] =>
  !node ? [] : node.type === 'BlockStatement' ? node.body : [node]

/** A statement by which the others may be left: they follow where it does not. */
function left(node: AnyNode, rest: readonly AnyNode[], scope: Scope, ways: Ways): Said {
  switch (node.type) {
    case 'ReturnStatement':
      return ways.give((node as ReturnStatement).argument ?? null, scope)
    case 'ThrowStatement':
      return said(`$error(${asValue(say(node.argument, scope)).text})`)
    case 'ContinueStatement':
      return (ways.next ?? fails('continue'))(scope)
    case 'BreakStatement':
      return (ways.stop ?? fails('break'))(scope)
    case 'BlockStatement':
      return statements([...node.body, ...rest], scope, ways)
    case 'SwitchStatement':
      return statements([asIfs(node), ...rest], scope, ways)
    case 'TryStatement':
      scope.doubt('what goes wrong in its code fails the step: nothing is caught')
      return statements([...node.block.body, ...(node.finalizer?.body ?? []), ...rest], scope, ways)
    case 'IfStatement': {
      const counted = counting(node.test, scope)
      const test = asAtom(truth(say(node.test, counted.asked)))
      const [yes, no] = [blockOf(node.consequent), blockOf(node.alternate)]
      const follow = (some: readonly AnyNode[]) =>
        statements(leaving(some) === 'always' ? some : [...some, ...rest], counted.scope, ways)
      const [a, b] = [follow(yes), follow(no)]
      const text = `(${test} ? ${asValue(a).text} : ${asValue(b).text})`
      return block(counted.lines, said(text, a.kind === b.kind ? a.kind : 'any'))
    }
    default:
      return loopOf(node, scope)!.then((step) => block(step.lines, statements(rest, step.scope, ways)), ways)
  }
}

/** A statement after which the next one follows in any case. */
function stepOf(node: AnyNode, scope: Scope, inside: ReadonlySet<string>): Step {
  switch (node.type) {
    case 'EmptyStatement':
    case 'FunctionDeclaration':
      return { lines: [], scope }
    case 'VariableDeclaration':
      return declare(node, scope, inside)
    case 'IfStatement':
      return branched(node, scope)
    case 'SwitchStatement':
      return stepOf(asIfs(node), scope, inside)
    case 'BlockStatement':
      return branched({ ...node, type: 'IfStatement', test: yes, consequent: node } as unknown as IfStatement, scope)
    case 'TryStatement':
      scope.doubt('what goes wrong in its code fails the step: nothing is caught')
      return stepOf({ ...node.block, body: [...node.block.body, ...(node.finalizer?.body ?? [])] }, scope, inside)
    case 'ExpressionStatement': {
      const loop = loopOf(node, scope)
      return loop ? loop.step() : act(node.expression, scope)
    }
    default: {
      const loop = loopOf(node, scope)
      if (!loop) throw new Untold('such a statement')
      return loop.step()
    }
  }
}

const yes = { type: 'Literal', value: true, start: 0, end: 0 } as AnyNode

/** A decision that changes variables: each of them is one thing or the other afterwards. */
function branched(node: IfStatement, scope: Scope): Step {
  const counted = counting(node.test, scope)
  const names = changedNames([node.consequent, ...(node.alternate ? [node.alternate] : [])], [], counted.scope)
  if (names.length === 0) return counted
  const ends: Scope[] = []
  const ways: Ways = {
    end: (at) => {
      ends.push(at)
      return stateOf(names, at)
    },
    give: fails('such a return'),
  }
  const [a, b] = [node.consequent, node.alternate].map((way) => statements(blockOf(way), counted.scope, ways).text)
  const test = asAtom(truth(say(node.test, counted.asked)))
  const state = test === 'true' ? a! : `(${test} ? ${a} : ${b})`
  const step = taken(names, state, counted.scope, ends)
  return { lines: [...counted.lines, ...step.lines], scope: step.scope }
}

/** A condition that counts at the same time, `if (n++ > 5)`: counted before, and asked for what it was. */
function counting(test: AnyNode, scope: Scope): Step & { asked: Scope } {
  let found: AnyNode | null = null
  has(test, (inner) => {
    if (inner.type === 'UpdateExpression') found = inner
    return false
  })
  const update = found as AnyNode | null
  if (update?.type !== 'UpdateExpression') return { lines: [], scope, asked: scope }
  if (update.argument.type !== 'Identifier') throw new Untold('counting within an expression')
  const step = act(update, scope)
  const { name } = update.argument
  const now = step.scope.names.get(name)!
  const was = update.prefix ? now : said(`(${now.text} ${update.operator === '++' ? '-' : '+'} 1)`, 'number')
  return { ...step, asked: { ...step.scope, counted: new Map([[name, was]]) } }
}

/** `switch` as a row of ifs. Cases that run into the next one cannot be said. */
function asIfs({ discriminant, cases, ...at }: SwitchStatement): AnyNode {
  let tests: AnyNode[] = []
  const groups: { test: AnyNode | null; body: AnyNode[] }[] = []
  let open = false
  for (const one of cases) {
    if (one.test) tests.push({ ...at, type: 'BinaryExpression', operator: '===', left: discriminant, right: one.test } as AnyNode)
    else open = true
    if (one.consequent.length === 0) continue
    const body = one.consequent.flatMap((node) => blockOf(node))
    const last = body.at(-1)
    if (leaving(body) !== 'always' && one !== cases.at(-1)) throw new Untold('a case that runs into the next')
    const kept = last?.type === 'BreakStatement' ? body.slice(0, -1) : body
    const test = tests.reduce((a, b) => ({ ...at, type: 'LogicalExpression', operator: '||', left: a, right: b }) as AnyNode, tests[0]!)
    groups.push({ test: open ? null : test, body: kept })
    ;[tests, open] = [[], false]
  }
  const otherwise = groups.find((group) => group.test === null)
  let chain: AnyNode = { ...at, type: 'BlockStatement', body: otherwise?.body ?? [] } as unknown as AnyNode
  for (const { test, body } of groups.filter((group) => group.test !== null).reverse())
    chain = {
      ...at, type: 'IfStatement', test, consequent: { ...at, type: 'BlockStatement', body }, alternate: chain,
    } as unknown as AnyNode
  return chain
}

/** How functions say their bodies. */
export const bodies = {
  say: (body: readonly AnyNode[], scope: Scope, end: Ways['end']) =>
    statements(body, scope, { end, give: (node, at) => (node ? say(node, at) : end(at)) }),
}
