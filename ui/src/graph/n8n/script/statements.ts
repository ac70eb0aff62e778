import { type AnyNode, parse } from 'acorn'
import { asValue, type Said, said, type Scope, Untold } from './said'
import { bodies, named, say } from './script'
import { variable } from './words'

/** The code of a Code step as one expression; it may name things, decide and return. What goes round in loops cannot be said. */
export function sayCode(source: string, scope: Scope): string {
  let body: readonly AnyNode[]
  try {
    body = parse(source, { ecmaVersion: 2022, allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true }).body
  } catch {
    throw new Untold('code that is no JavaScript')
  }
  return asValue(statements(body, scope)).text
}

function statements(body: readonly AnyNode[], scope: Scope): Said {
  const [first, ...rest] = body
  if (!first) throw new Untold('code that returns nothing')
  switch (first.type) {
    case 'ReturnStatement':
      if (!first.argument) throw new Untold('code that returns nothing')
      return say(unwrapped(first.argument), scope)
    case 'VariableDeclaration': {
      const names = new Map(scope.names)
      const lines = first.declarations.map(({ id, init }, index) => {
        if (!init) throw new Untold('a variable that is set later')
        const value = say(init, { ...scope, names })
        const name = id.type === 'Identifier' ? variable(id.name) : `$parts${names.size + index}`
        named(id, { ...value, text: name, atom: true }, names)
        return `${name} := ${value.text}`
      })
      const then = statements(rest, { ...scope, names })
      return said(`(${lines.join('; ')}; ${then.text})`, then.kind)
    }
    case 'IfStatement': {
      const test = say(first.test, scope)
      const yes = statements(blockOf(first.consequent), scope)
      const no = statements(first.alternate ? blockOf(first.alternate) : rest, scope)
      return said(`(${test.text} ? ${asValue(yes).text} : ${asValue(no).text})`)
    }
    case 'ExpressionStatement':
      if (isLogging(first.expression)) return statements(rest, scope)
      throw new Untold('code that changes values')
    case 'EmptyStatement':
      return statements(rest, scope)
    case 'ForOfStatement':
    case 'ForStatement':
    case 'WhileStatement':
      throw new Untold('a loop in code')
    default:
      throw new Untold(first.type === 'FunctionDeclaration' ? 'a function of its own' : 'such a statement')
  }
}

const blockOf = (node: AnyNode): readonly AnyNode[] => (node.type === 'BlockStatement' ? node.body : [node])

const isLogging = (node: AnyNode) =>
  node.type === 'CallExpression' &&
  node.callee.type === 'MemberExpression' &&
  node.callee.object.type === 'Identifier' &&
  node.callee.object.name === 'console'

/** n8n wraps what a step gives: `[{ json: {…} }]` is the object; a list of such is the list of the objects. */
function unwrapped(node: AnyNode): AnyNode {
  if (node.type === 'ArrayExpression' && node.elements.length === 1 && node.elements[0]) return unwrapped(node.elements[0])
  if (node.type === 'ArrayExpression')
    return { ...node, elements: node.elements.map((one) => (one ? (unwrapped(one) as typeof one) : one)) }
  if (node.type === 'ObjectExpression') {
    const json = node.properties.find(
      (one) => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === 'json',
    )
    if (json?.type === 'Property') return json.value
  }
  if (node.type === 'CallExpression') {
    const [fn] = node.arguments
    if (fn?.type === 'ArrowFunctionExpression') {
      const body = fn.body.type === 'BlockStatement' ? fn.body : (unwrapped(fn.body) as typeof fn.body)
      return { ...node, arguments: [{ ...fn, body }] }
    }
  }
  return node
}

bodies.say = statements
