import type { AnyNode } from 'acorn'
import type { Step } from './acts'
import { changesOf, declaredIn } from './changes'
import { arrived, incoming } from '../globals'
import { type Kind, quoted, said, type Said, type Scope } from '../said'
import { nameOfRoot } from './spots'

/** The variables that statements change for those that follow; `own` are names that belong to the statements. */
export function changedNames(nodes: readonly AnyNode[], own: readonly string[], scope: Scope): string[] {
  const declared = declaredIn(nodes)
  const found = new Set<string>()
  for (const name of changesOf(nodes).roots) {
    if (own.includes(name) || declared.has(name)) continue
    const known = scope.names.get(name)
    found.add(known?.spot?.root ?? (!known && /^(items|item|\$json|\$input)$/.test(name) ? incoming : name))
  }
  return [...found]
}

/** What a variable is just now; nothing for one that is set for the first time later. */
export function currentOf(name: string, scope: Scope): Said {
  const known = scope.names.get(name)
  if (known) return known
  return name === incoming ? arrived(scope, 'items') : said(nameOfRoot(name))
}

const fieldFor = (name: string) => `\`${name}\``

/** Several variables as one value: the one itself, or an object of them. */
export const stateOf = (names: readonly string[], scope: Scope): Said =>
  names.length === 1 ? currentOf(names[0]!, scope) : objectOf(names, scope, [])

/** @param more What else a state holds, such as `"is over": true`. */
export const objectOf = (names: readonly string[], scope: Scope, more: readonly string[]): Said =>
  said(`{${[...names.map((name) => `${quoted(name)}: ${currentOf(name, scope).text}`), ...more].join(', ')}}`)

/** The lines that make variables again of a state. */
export const unpacked = (names: readonly string[], state: string) =>
  names.map((name) => `${nameOfRoot(name)} := ${state}.${fieldFor(name)}`)

/** The scope in which variables have the names that they go by once they are changed. */
export function renamed(names: readonly string[], scope: Scope, kinds: readonly Kind[]): Scope {
  const next = new Map(scope.names)
  names.forEach((name, index) => next.set(name, said(nameOfRoot(name), kinds[index] ?? 'any')))
  return { ...scope, names: next }
}

/** Variables after one of several ways has been gone. */
export function taken(names: readonly string[], state: string, scope: Scope, ends: readonly Scope[]): Step {
  const kinds = names.map((name) => ends.map((at) => currentOf(name, at).kind).reduce(together, currentOf(name, ends[0] ?? scope).kind))
  const after = renamed(names, scope, kinds)
  if (names.length === 1) return { lines: [`${nameOfRoot(names[0]!)} := ${state}`], scope: after }
  return { lines: [`$state := ${state}`, ...unpacked(names, '$state')], scope: after }
}

/** What two values have in common; a list of items is one as soon as items are put into it. */
export const together = (a: Kind, b: Kind): Kind =>
  a === b ? a : (a === 'list' && b === 'items') || (a === 'items' && b === 'list') ? 'items' : 'any'
