import { now, parsed, today } from './moments'
import type { Args } from './methods'
import { call, infix, not, quoted, type Said, said, type Scope, Untold } from './said'

/** Names that n8n, or JavaScript, knows everywhere. */
export function global(name: string, scope: Scope): Said {
  const known = scope.names.get(name)
  if (known) return known
  switch (name) {
    case '$json':
      return said(scope.json)
    case '$now':
      return now
    case '$today':
      scope.doubt('$today is the day in UTC')
      return today
    case '$itemIndex':
      return said('$index', 'number')
    case '$vars':
      return said('$vars')
    case '$env':
      scope.doubt('$env is read from the variables of the workflow')
      return said('$vars')
    case 'items':
      return said(scope.json, 'items')
    case 'item':
      return said(scope.json, 'item')
    case 'undefined':
      return said('$lookup({}, "undefined")')
    default:
      throw new Untold(name)
  }
}

/** What is read of an object that is no value itself: `$workflow.id`, `$input.item`, `Math.PI`. Null where it is no such thing. */
export function memberOfGlobal(object: string, name: string, scope: Scope): Said | null {
  switch (object) {
    case '$input':
      if (name === 'item') return said(scope.json, 'item')
      return name === 'json' ? said(scope.json) : null
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

const itemMethods = new Set(['first', 'last', 'itemMatching'])

/** `$input.first()`, `$('Fetch').all()`: one item, or all of them. */
export function itemsCall(source: Said, name: string, scope: Scope): Said | null {
  if (itemMethods.has(name)) {
    if (name === 'itemMatching') scope.doubt('itemMatching() is taken as the step’s only item')
    return { ...source, kind: 'item' }
  }
  return name === 'all' ? { ...source, kind: 'items' } : null
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
  $if: (args) => said(`(${args.at(0).text} ? ${args.at(1).text} : ${args.at(2).text})`),
  $ifEmpty: (args) => said(`($boolean(${args.at(0).text}) ? ${args.at(0).text} : ${args.at(1).text})`),
  $min: (args) => call('min', 'number', allOf(args)),
  $max: (args) => call('max', 'number', allOf(args)),
  $not: (args) => not(args.at(0)),
}

const allOf = (args: Args): Said =>
  said(`[${Array.from({ length: args.count }, (_, index) => args.at(index).text).join(', ')}]`, 'list')

const ofObjects: Record<string, (args: Args) => Said> = {
  'Math.round': (args) => call('floor', 'number', infix(args.at(0), '+', said('0.5'), 'number')),
  'Math.floor': (args) => call('floor', 'number', args.at(0)),
  'Math.ceil': (args) => call('ceil', 'number', args.at(0)),
  'Math.abs': (args) => call('abs', 'number', args.at(0)),
  'Math.sqrt': (args) => call('sqrt', 'number', args.at(0)),
  'Math.pow': (args) => call('power', 'number', args.at(0), args.at(1)),
  'Math.random': () => call('random', 'number'),
  'Math.min': (args) => call('min', 'number', allOf(args)),
  'Math.max': (args) => call('max', 'number', allOf(args)),
  'JSON.stringify': (args) => call('string', 'text', args.at(0), ...(args.count > 2 ? ['true'] : [])),
  'JSON.parse': (args) => call('eval', 'any', args.at(0)),
  'Object.keys': (args) => call('keys', 'list', args.at(0)),
  'Object.values': (args) => call('each', 'list', args.at(0), 'function($value) { $value }'),
  'Object.assign': (args) => call('merge', 'any', allOf(args)),
  'Array.isArray': (args) => infix(call('type', 'text', args.at(0)), '=', said(quoted('array')), 'truth'),
  'Array.from': (args) => ({ ...args.at(0), kind: 'list' }),
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

export const isGlobalObject = (name: string) => /^(Math|JSON|Object|Array|Date|DateTime|Number)$/.test(name)

export function callGlobal(name: string, args: Args): Said {
  const found = Object.hasOwn(functions, name) ? functions[name] : Object.hasOwn(ofObjects, name) ? ofObjects[name] : undefined
  if (!found) throw new Untold(`${name}()`)
  return found(args)
}
