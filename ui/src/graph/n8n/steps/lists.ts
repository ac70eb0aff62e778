import { bare } from '../expressions'
import { at, list, numeric, putAt, text } from '../parameters'
import type { Asked, Mapped, Mapper } from './mapped'

const each = 'what follows once for each item in n8n gets the whole list here'
const whole = (input: string) => bare(input)
const calculated = (formula: string): Mapped => ({
  type: 'Calculator',
  config: { formula, outputField: '' },
})

const fieldOf = (input: string, name: string) =>
  `${whole(input)}.${/^[\w.]+$/.test(name) ? name : `\`${name.replace(/`/g, '')}\``}`

const splitOut: Mapper = ({ parameters, input, doubt }) => {
  const names = text(parameters['fieldToSplitOut'])
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  if (names.length > 1) doubt('only the first of the fields is split')
  doubt(each)
  return { type: 'Filter', config: { items: `{{ ${names[0] ? fieldOf(input, names[0]) : whole(input)} }}`, condition: 'true' } }
}

const aggregate: Mapper = ({ parameters, input, doubt }) => {
  const mapping: Record<string, unknown> = {}
  if (parameters['aggregate'] === 'aggregateAllItemData') mapping[text(parameters['destinationFieldName']) || 'data'] = input
  for (const one of list(at(parameters, 'fieldsToAggregate', 'fieldToAggregate'))) {
    const from = text(at(one, 'fieldToAggregate'))
    const to = at(one, 'renameField') === true ? text(at(one, 'outputFieldName')) : from
    if (from) putAt(mapping, to || from, `{{ [${fieldOf(input, from)}] }}`)
  }
  if (Object.keys(mapping).length === 0) doubt('it names no fields')
  return { type: 'DataMapper', config: { mapping, keepInput: false } }
}

const limit: Mapper = ({ parameters, input }) => {
  const most = numeric(parameters['maxItems'] ?? 1) || 1
  const condition = parameters['keep'] === 'lastItems' ? `$index >= $count(${whole(input)}) - ${most}` : `$index < ${most}`
  return { type: 'Filter', config: { items: input, condition } }
}

const sort: Mapper = ({ parameters, input, doubt }) => {
  if (parameters['type'] === 'random') return calculated(`$shuffle(${whole(input)})`)
  const keys = list(at(parameters, 'sortFieldsUi', 'sortField')).flatMap((one) => {
    const name = text(at(one, 'fieldName'))
    return name
      ? [`${at(one, 'order') === 'descending' ? '>' : '<'}${/^[\w.]+$/.test(name) ? name : `\`${name.replace(/`/g, '')}\``}`]
      : []
  })
  if (keys.length === 0) doubt('it names no fields')
  return calculated(keys.length > 0 ? `${whole(input)}^(${keys.join(', ')})` : `$sort(${whole(input)})`)
}

const distinct: Mapper = ({ parameters, input, doubt }) => {
  if (/previous|seen/i.test(text(parameters['operation']))) {
    doubt('it does not remember what earlier runs have seen')
    return calculated(whole(input))
  }
  const names = text(parameters['fieldsToCompare'])
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  if (parameters['compare'] !== 'selectedFields' || names.length === 0) return calculated(`$distinct(${whole(input)})`)
  const key = names.map((name) => `$string($one.\`${name.replace(/`/g, '')}\`)`).join(' & "|" & ')
  return calculated(`$each(${whole(input)}{${key.replaceAll('$one.', '')}: $[0]}, function($one) { $one })`)
}

const functions: Record<string, string> = { sum: 'sum', average: 'average', count: 'count', min: 'min', max: 'max' }

const summarize: Mapper = ({ parameters, input, doubt }) => {
  const measures = list(at(parameters, 'fieldsToSummarize', 'values')).flatMap((one) => {
    const [how, field] = [functions[text(at(one, 'aggregation')) || 'count'], text(at(one, 'field'))]
    if (!how) doubt(`“${text(at(one, 'aggregation'))}” of “${field}” is left out`)
    return how ? [{ field, function: how, as: `${text(at(one, 'aggregation')) || 'count'}_${field}` }] : []
  })
  const groupBy = text(parameters['fieldsToSplitBy'])
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return { type: 'Aggregator', config: { items: input, measures, ...(groupBy.length > 0 ? { groupBy } : {}) } }
}

const itemLists: Mapper = (asked) => {
  const { parameters } = asked
  const renamed = (how: Mapper, more: Record<string, unknown>) => how({ ...asked, parameters: { ...parameters, ...more } })
  switch (text(parameters['operation']) || 'splitOutItems') {
    case 'splitOutItems':
      return splitOut(asked)
    case 'aggregateItems':
    case 'concatenateItems':
      return aggregate(asked)
    case 'limit':
      return limit(asked)
    case 'sort':
      return sort(asked)
    case 'removeDuplicates':
      return renamed(distinct, { operation: '' })
    case 'summarize':
      return summarize(asked)
    default:
      return null
  }
}

const dateTime: Mapper = ({ parameters, doubt }) => {
  const operation = text(parameters['operation'] ?? parameters['action']) || 'format'
  const name = text(parameters['outputFieldName'] ?? parameters['dataPropertyName']) || 'data'
  if (operation === 'getCurrentDate') return mapped(text(parameters['outputFieldName']) || 'currentDate', '{{ $now() }}')
  const date = bare(parameters['date'] ?? parameters['value'] ?? '')
  if (/^format/.test(operation)) {
    doubt('the date is written in ISO 8601; give the format by $fromMillis')
    return mapped(name, `{{ $fromMillis($toMillis(${date})) }}`)
  }
  return null
}
const mapped = (name: string, value: string): Mapped => ({
  type: 'DataMapper',
  config: { mapping: { [name]: value }, keepInput: true },
})

const html: Mapper = ({ parameters }: Asked) =>
  (parameters['operation'] ?? 'generateHtmlTemplate') === 'generateHtmlTemplate'
    ? { type: 'Format', config: { template: text(parameters['html']) || ' ', outputField: 'html' } }
    : null

export const lists: Record<string, Mapper> = {
  splitOut,
  aggregate,
  limit,
  sort,
  removeDuplicates: distinct,
  summarize,
  itemLists,
  dateTime,
  html,
}
