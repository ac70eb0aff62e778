import { at, list, text } from '../parameters'
import type { Mapped, Mapper } from './mapped'

const merged = (config: Mapped['config']): Mapped => ({ type: 'Merge', config })

/** What n8n keeps of two lists that are matched, in the words of our step. */
const kept: Record<string, string> = {
  keepMatches: 'matches',
  keepEverything: 'everything',
  enrichInput1: 'first',
  enrichInput2: 'second',
}

/** Merge, of all its versions: those before 3 have other words for the same. */
export const merge: Mapper = ({ parameters, version, sources, doubt }) => {
  const mode = text(parameters['mode']) || 'append'
  const [first, second] = sources.map((source) => `{{ ${source} }}`)
  const ordered = first && second ? { first, second } : {}
  switch (mode) {
    case 'append':
      return merged({ mode: 'append', ...ordered })
    case 'chooseBranch':
    case 'passThrough': {
      if (parameters['output'] === 'empty') doubt('it gives what the first branch brings')
      const chosen = text(parameters['useDataOfInput'] ?? parameters['output'] ?? 1).replace('input', '')
      const one = chosen === '2' ? second : first
      return merged({ mode: 'first', ...(one ? { first: one } : {}) })
    }
    case 'wait':
      return merged({ mode: 'first', ...ordered })
    case 'mergeByIndex':
      return merged({ mode: 'byPosition', ...ordered, ...(parameters['join'] === 'outer' ? { keep: 'everything' } : {}) })
    case 'mergeByKey':
    case 'removeKeyMatches':
      return merged({
        mode: 'match', ...ordered,
        on: [{ first: text(parameters['propertyName1']), second: text(parameters['propertyName2']) }],
        keep: mode === 'mergeByKey' ? 'first' : 'onlyFirst',
      })
    case 'combine':
      return combined(parameters, version, ordered, doubt)
    default:
      doubt(`“${mode}” becomes one object of all fields`)
      return merged({ mode: 'combine', ...ordered })
  }
}

function combined(parameters: Record<string, unknown>, version: number, ordered: object, doubt: (why: string) => void): Mapped {
  const by = text(version >= 3 ? parameters['combineBy'] : parameters['combinationMode']) || 'combineByFields'
  const clash = text(at(parameters, 'options', 'clashHandling', 'values', 'resolveClash')) || 'preferInput2'
  if (clash !== 'preferInput2' && clash !== 'preferLast') doubt('where both have a field, that of the second wins')
  if (/position/i.test(by)) {
    const all = at(parameters, 'options', 'includeUnpaired') === true
    return merged({ mode: 'byPosition', ...ordered, ...(all ? { keep: 'everything' } : {}) })
  }
  if (/all|multiplex/i.test(by)) {
    doubt('not every item is joined with every other: all fields come into one object')
    return merged({ mode: 'combine', ...ordered })
  }
  const pairs = list(at(parameters, 'mergeByFields', 'values')).map((one) => ({
    first: text(at(one, 'field1')),
    second: text(at(one, 'field2')),
  }))
  const same = text(parameters['fieldsToMatchString'])
    .split(',')
    .map((name) => ({ first: name.trim(), second: name.trim() }))
  const on = (pairs.length > 0 ? pairs : same).filter((one) => one.first !== '')
  if (on.length === 0) doubt('it names no fields')
  const how = text(parameters['joinMode']) || 'keepMatches'
  const from = text(parameters['outputDataFrom']) || 'both'
  if (how === 'keepMatches' && from !== 'both') doubt('the fields of both come out, not those of one of them')
  const alone = from === 'input1' ? 'onlyFirst' : from === 'input2' ? 'onlySecond' : 'unmatched'
  return merged({ mode: 'match', ...ordered, on, keep: how === 'keepNonMatches' ? alone : (kept[how] ?? 'matches') })
}
