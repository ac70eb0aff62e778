import { now, parsed, today } from './moments'
import type { Args } from './args'
import { valuesOf } from './methods'
import { asAtom, call, infix, type Kind, not, nothing, quoted, type Said, said, type Scope, Untold } from './said'
import { read } from './code/spots'

/** What came in, also once code has changed it: one name for `items`, `item`, `$json` and `$input`. */
export const incoming = '$json'

export const arrived = (scope: Scope, kind: Kind = 'any'): Said => {
  const changed = scope.names.get(incoming)
  return changed ? { ...changed, kind } : said(scope.json, kind)
}

/** Names that n8n, or JavaScript, knows everywhere. */
export function global(name: string, scope: Scope): Said {
  const known = scope.names.get(name)
  if (known && name !== incoming) return known.spot ? { ...known, ...read(known.spot, scope), kind: known.kind } : known
  switch (name) {
    case '$json':
      return arrived(scope)
    case '$now':
      return now
    case '$today':
      scope.doubt('$today is the day in UTC')
      return today
    case '$itemIndex':
    case '$runIndex':
      return said('$index', 'number')
    case '$vars':
      return said('$vars')
    case '$env':
      return said('$vars', 'env')
    case 'items':
      return arrived(scope, 'items')
    case 'item':
      return arrived(scope, 'item')
    case 'undefined':
      return nothing
    case 'Infinity':
      return said('1e300', 'number')
    default:
      throw new Untold(name)
  }
}

/** What is read of an object that is no value itself: `$workflow.id`, `$input.item`, `Math.PI`. Null where it is no such thing. */
export function memberOfGlobal(object: string, name: string, scope: Scope): Said | null {
  switch (object) {
    case '$input':
      if (name === 'item') return arrived(scope, 'item')
      return name === 'json' ? arrived(scope) : null
    case '$workflow':
      if (name === 'id') return said('$run.workflowId', 'text')
      throw new Untold(`$workflow.${name}`)
    case '$execution':
      if (name === 'id') return said('$run.id', 'text')
      throw new Untold(`$execution.${name}`)
    case 'Math':
      if (name === 'PI') return said('3.141592653589793', 'number')
      return null
    default:
      return null
  }
}

export function stepOf(name: string, scope: Scope): Said {
  const step = scope.step(name)
  if (step === null) throw new Untold(`the step “${name}”, which is not in the file`)
  return said(step, 'items')
}

/** `$input.first()`, `$('Fetch').all()`: one item, or all of them. */
export function itemsCall(source: Said, name: string, scope: Scope): Said | null {
  switch (name) {
    case 'all':
      return { ...source, kind: 'items' }
    case 'first':
      return said(`${asAtom(source)}[0]`, 'item')
    case 'last':
      return said(`${asAtom(source)}[-1]`, 'item')
    case 'itemMatching':
      scope.doubt('itemMatching() is taken as the step’s only item')
      return { ...source, kind: 'item' }
    default:
      return null
  }
}

const functions: Record<string, (args: Args) => Said> = {
  String: (args) => call('string', 'text', args.at(0)),
  Number: (args) => call('number', 'number', args.at(0)),
  parseFloat: (args) => call('number', 'number', args.at(0)),
  parseInt: (args) => call('floor', 'number', call('number', 'number', args.at(0))),
  Boolean: (args) => call('boolean', 'truth', args.at(0)),
  isNaN: (args) => not(infix(call('type', 'text', args.at(0)), '=', said('"number"'), 'truth')),
  encodeURIComponent: (args) => call('encodeUrlComponent', 'text', args.at(0)),
  decodeURIComponent: (args) => call('decodeUrlComponent', 'text', args.at(0)),
  encodeURI: (args) => call('encodeUrl', 'text', args.at(0)),
  btoa: (args) => call('base64encode', 'text', args.at(0)),
  atob: (args) => call('base64decode', 'text', args.at(0)),
  Date: (args) => (args.count === 0 ? now : parsed(args.at(0))),
  Set: (args) => (args.count === 0 ? said('[]', 'list') : call('distinct', 'list', args.at(0))),
  Array: (args) => args.all(),
  Error: (args) => (args.count === 0 ? said('""', 'text') : args.at(0)),
  $if: (args) => said(`(${args.at(0).text} ? ${args.at(1).text} : ${args.at(2).text})`),
  $ifEmpty: (args) => said(`($boolean(${args.at(0).text}) ? ${args.at(0).text} : ${args.at(1).text})`),
  $min: (args) => call('min', 'number', args.all()),
  $max: (args) => call('max', 'number', args.all()),
  $not: (args) => not(args.at(0)),
}

const ofObjects: Record<string, (args: Args) => Said> = {
  'Math.round': (args) => call('floor', 'number', infix(args.at(0), '+', said('0.5'), 'number')),
  'Math.floor': (args) => call('floor', 'number', args.at(0)),
  'Math.ceil': (args) => call('ceil', 'number', args.at(0)),
  'Math.abs': (args) => call('abs', 'number', args.at(0)),
  'Math.sqrt': (args) => call('sqrt', 'number', args.at(0)),
  'Math.pow': (args) => call('power', 'number', args.at(0), args.at(1)),
  'Math.random': () => call('random', 'number'),
  'Math.min': (args) => call('min', 'number', args.all()),
  'Math.max': (args) => call('max', 'number', args.all()),
  'JSON.stringify': (args) => call('string', 'text', args.at(0), ...(args.count > 2 ? ['true'] : [])),
  'JSON.parse': (args) => call('eval', 'any', args.at(0)),
  'Object.keys': (args) => call('keys', 'list', args.at(0)),
  'Object.values': (args) => valuesOf(args.at(0)),
  'Object.entries': (args) =>
    said(`[$each(${args.at(0).text}, function($value, $key) { {"key": $key, "value": $value} })]`, 'entries'),
  'Object.fromEntries': (args) => fromEntries(args),
  'Object.assign': (args) => call('merge', 'any', args.all()),
  'Object.hasOwn': (args) => infix(args.at(1), 'in', call('keys', 'list', args.at(0)), 'truth'),
  'Array.isArray': (args) => infix(call('type', 'text', args.at(0)), '=', said(quoted('array')), 'truth'),
  'Array.of': (args) => args.all(),
  'Array.from': (args) => listFrom(args),
  'Math.trunc': (args) => {
    const one = args.at(0)
    return said(`(${asAtom(one)} < 0 ? $ceil(${one.text}) : $floor(${one.text}))`, 'number')
  },
  'Math.sign': (args) => {
    const one = asAtom(args.at(0))
    return said(`(${one} < 0 ? -1 : ${one} > 0 ? 1 : 0)`, 'number')
  },
  'Number.isInteger': (args) =>
    said(`($type(${args.at(0).text}) = "number" ? $floor(${args.at(0).text}) = ${asAtom(args.at(0))} : false)`, 'truth'),
  'Number.isNaN': (args) => not(infix(call('type', 'text', args.at(0)), '=', said('"number"'), 'truth')),
  'Buffer.from': (args) => bytesOf(args),
  'Date.now': () => said('$millis()', 'number'),
  'DateTime.now': () => now,
  'DateTime.utc': () => now,
  'DateTime.local': () => now,
  'DateTime.fromISO': (args) => parsed(args.at(0)),
  'DateTime.fromJSDate': (args) => parsed(args.at(0)),
  'DateTime.fromMillis': (args) => ({ ...args.at(0), kind: 'moment' }),
  'DateTime.fromSeconds': (args) => infix(args.at(0), '*', said('1000'), 'moment'),
  'Number.parseInt': (args) => call('floor', 'number', call('number', 'number', args.at(0))),
  'Number.parseFloat': (args) => call('number', 'number', args.at(0)),
}

/** `Object.fromEntries(list.map((one) => [one.name, one.value]))`. */
function fromEntries(args: Args): Said {
  const entries = args.at(0)
  if (entries.kind === 'entries') return said(`$merge(${entries.text}.{key: value})`)
  return said(`$merge($map(${entries.text}, function($e) { {$e[0]: $e[1]} }))`)
}

/** `Array.from(list)`, `Array.from({ length: 3 }, (_, index) => …)`. */
function listFrom(args: Args): Said {
  const size = args.object(0)?.find(([name]) => name === 'length')?.[1]
  const list = size ? said(`[0..${size.text} - 1]`, 'list') : { ...args.at(0), kind: 'list' as const }
  if (args.count < 2) return list
  return said(`[$map(${list.text}, ${args.fn(1, 'any', 'number').text})]`, 'list')
}

/** `Buffer.from(text, 'base64')`: JSONata knows texts only. */
function bytesOf(args: Args): Said {
  if (args.count < 2 || args.text(1) === 'utf8' || args.text(1) === 'utf-8') return said(args.at(0).text, 'bytes')
  if (args.text(1) !== 'base64') throw new Untold('bytes that are written otherwise than in base64')
  args.doubt('base64 is read as plain letters, not as UTF-8')
  return call('base64decode', 'text', args.at(0))
}

export const isGlobalObject = (name: string) => /^(Math|JSON|Object|Array|Date|DateTime|Number|Buffer)$/.test(name)

export function callGlobal(name: string, args: Args): Said {
  const found = Object.hasOwn(functions, name) ? functions[name] : Object.hasOwn(ofObjects, name) ? ofObjects[name] : undefined
  if (!found) throw new Untold(`${name}()`)
  return found(args)
}
