import type { AnyNode } from 'acorn'

/** Methods that change what they are called on. */
export const changing = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'fill', 'add', 'delete', 'set', 'clear'])
const changingAsStatement = new Set(['sort', 'reverse'])

export interface Changes {
  /** Variables that are set anew, or changed from inside. */
  roots: ReadonlySet<string>
  /** Those of them that are changed from inside: `x.a = 1`, `x.push(1)`. */
  inside: ReadonlySet<string>
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

const childrenOf = (node: AnyNode): AnyNode[] =>
  Object.values(node).flatMap((value: unknown) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []))

/** The variable at the root of `item.json.total`, and how deep below it that is; what came in counts as `$json`. */
function rootOf(node: AnyNode): { name: string; isInside: boolean } | null {
  if (node.type === 'Identifier') return { name: ofInput(node.name) ? '$json' : node.name, isInside: false }
  if (node.type === 'MemberExpression' && node.object.type !== 'Super') return below(rootOf(node.object))
  if (node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression') return rootOf(node.expression)
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.callee.object.type !== 'Super')
    return below(rootOf(node.callee.object))
  return null
}
const below = (root: { name: string } | null) => root && { name: root.name, isInside: true }
const ofInput = (name: string) => name === '$json' || name === '$input'

export function changesOf(nodes: readonly AnyNode[]): Changes {
  const [roots, inside] = [new Set<string>(), new Set<string>()]
  const note = (node: AnyNode, isInside = false) => {
    const root = rootOf(node)
    if (!root) return
    roots.add(root.name)
    if (isInside || root.isInside) inside.add(root.name)
  }
  const walk = (node: AnyNode, isStatement: boolean) => {
    if (node.type === 'AssignmentExpression') note(node.left)
    else if (node.type === 'UpdateExpression') note(node.argument)
    else if (node.type === 'UnaryExpression' && node.operator === 'delete') note(node.argument)
    else if (node.type === 'ForOfStatement') {
      if (changesElements(node.left, node.body)) note(node.right, true)
    } else if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const { object, property } = node.callee
      const name = property.type === 'Identifier' ? property.name : ''
      if (changing.has(name) || (isStatement && changingAsStatement.has(name))) note(object, true)
      const [fn] = node.arguments
      const first = fn?.type === 'ArrowFunctionExpression' || fn?.type === 'FunctionExpression' ? fn.params[0] : undefined
      if (isStatement && name === 'forEach' && first && changesElements(first, fn as AnyNode)) note(object, true)
      if (isStatement && name === 'assign' && node.arguments[0]) note(node.arguments[0], true)
    }
    for (const child of childrenOf(node)) walk(child, node.type === 'ExpressionStatement')
  }
  for (const node of nodes) walk(node, false)
  return { roots, inside }
}

/** Whether a loop changes the elements of its list from inside. */
function changesElements(left: AnyNode, body: AnyNode): boolean {
  const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left
  return target?.type === 'Identifier' && changesOf([body]).inside.has(target.name)
}

/** Names that statements declare for themselves, at any depth but within functions of their own. */
export function declaredIn(nodes: readonly AnyNode[]): ReadonlySet<string> {
  const found = new Set<string>()
  const take = (target: AnyNode) => {
    if (target.type === 'Identifier') found.add(target.name)
    else if (target.type === 'Property') take(target.value)
    else for (const child of childrenOf(target)) take(child)
  }
  const walk = (node: AnyNode) => {
    if (node.type === 'VariableDeclarator') take(node.id)
    if (node.type === 'FunctionDeclaration' && node.id) found.add(node.id.name)
    if (/Function/.test(node.type)) return
    for (const child of childrenOf(node)) walk(child)
  }
  for (const node of nodes) walk(node)
  return found
}

export type Leaving = 'always' | 'sometimes' | 'never'

/** Whether statements are left before their end: by return, throw, break or continue. */
export function leaving(nodes: readonly AnyNode[]): Leaving {
  let seen: Leaving = 'never'
  for (const node of nodes) {
    const one = leavingOf(node)
    if (one === 'always') return 'always'
    if (one === 'sometimes') seen = 'sometimes'
  }
  return seen
}

function leavingOf(node: AnyNode): Leaving {
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return 'always'
    case 'BlockStatement':
      return leaving(node.body)
    case 'IfStatement': {
      const ways = [leavingOf(node.consequent), node.alternate ? leavingOf(node.alternate) : 'never']
      return ways.every((way) => way === 'always') ? 'always' : ways.every((way) => way === 'never') ? 'never' : 'sometimes'
    }
    case 'TryStatement':
      return leavingOf(node.block)
    case 'SwitchStatement':
      return has(node, (inner) => /^(Return|Continue)Statement$/.test(inner.type)) ? 'sometimes' : 'never'
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'ForStatement':
    case 'WhileStatement':
      return has(node.body, (inner) => inner.type === 'ReturnStatement') ? 'sometimes' : 'never'
    default:
      return 'never'
  }
}

/** Whether there is such a node below, not counting functions that are written within. */
export function has(node: AnyNode, such: (inner: AnyNode) => boolean): boolean {
  if (such(node)) return true
  return childrenOf(node).some((child) => !/Function/.test(child.type) && has(child, such))
}

/** Whether a loop with this body is left by `break`; those of loops within are their own. */
export function breaks(node: AnyNode): boolean {
  if (node.type === 'BreakStatement') return true
  if (/^(For|While|DoWhile|Switch)/.test(node.type) || /Function/.test(node.type)) return false
  return childrenOf(node).some(breaks)
}
