import { conditionOf } from '../conditions'
import { bare } from '../expressions'
import { at, isRecord, jsonWithin, list, located, numeric, type Parameters, putAt, text } from '../parameters'
import { partsOf } from '../template'
import type { Asked, Mapped, Mapper } from './mapped'
import { merge } from './merge'

const passing = (type: string, config: Mapped['config'], ports?: string[]): Mapped => ({
  type,
  config,
  passes: true,
  ...(ports ? { ports } : {}),
})

const set: Mapper = ({ parameters, version, input, doubt }) => {
  const mapping: Record<string, unknown> = {}
  const dots = at(parameters, 'options', 'dotNotation') !== false
  const put = (name: string, value: unknown) => (dots ? putAt(mapping, name, value) : (mapping[name] = value))
  const value = (one: unknown) =>
    Object.entries(isRecord(one) ? one : {}).find(([key]) => /Value$|^value$/.test(key))?.[1] ?? ''
  const modern = list(at(parameters, 'assignments', 'assignments'))
  const fields = list(at(parameters, 'fields', 'values'))
  const old = Object.values(isRecord(parameters['values']) ? parameters['values'] : {}).flatMap(list)
  for (const one of [...modern, ...fields, ...old])
    put(text(at(one, 'name')) || 'field', typed(value(one), text(at(one, 'type'))))
  if (parameters['mode'] === 'raw') {
    const whole = jsonWithin(parameters['jsonOutput'])
    if (isRecord(whole)) Object.assign(mapping, whole)
    else if (isExpression(whole)) return calculated(whole, keepsInput(parameters, version), input)
    else doubt('its JSON could not be read')
  }
  const keepInput = keepsInput(parameters, version)
  const some = text(parameters['include'])
  if (keepInput && some === 'selected')
    return { type: 'DataMapper', config: { mapping: { ...namedFields(parameters['includeFields'], input), ...mapping }, keepInput: false } }
  if (keepInput && some === 'except') doubt('all fields of the input are kept, not some of them')
  return { type: 'DataMapper', config: { mapping, keepInput } }
}

const keepsInput = (parameters: Parameters, version: number) =>
  version >= 3.3
    ? parameters['includeOtherFields'] === true
    : version >= 3
      ? (parameters['include'] ?? 'all') !== 'none'
      : parameters['keepOnlySet'] !== true

const isExpression = (value: unknown): value is string =>
  typeof value === 'string' && partsOf(value.trim()).every((part) => part.code)

/** A whole object that one expression gives. */
function calculated(value: string, keepInput: boolean, input: string): Mapped {
  const given = bare(value.trim())
  return { type: 'Calculator', config: { formula: keepInput ? `$merge([${bare(input)}, ${given}])` : given, outputField: '' } }
}

/** Fields of the input by their names, in a list with commas. */
const namedFields = (names: unknown, input: string) =>
  Object.fromEntries(
    text(names)
      .split(',')
      .map((name) => name.trim().replaceAll('`', ''))
      .filter(Boolean)
      .map((name) => [name, `{{ ${bare(input)}.${/^\w+$/.test(name) ? name : `\`${name}\``} }}`]),
  )

/** A value that was typed in as the kind it is said to have. */
function typed(value: unknown, kind: string): unknown {
  if (typeof value !== 'string' || value.includes('{{')) return value
  if (/number/i.test(kind) && value.trim() !== '' && Number.isFinite(numeric(value))) return numeric(value)
  if (/boolean/i.test(kind) && /^(true|false)$/.test(value)) return value === 'true'
  return /array|object/i.test(kind) ? jsonWithin(value) : value
}

const choose: Mapper = ({ parameters, doubt }) => {
  if (parameters['mode'] === 'expression') {
    const count = Math.min(numeric(parameters['numberOutputs'] ?? parameters['outputsAmount'] ?? 4) || 4, 50)
    const cases = Array.from({ length: count }, (_, index) => ({ port: `output${index}`, equals: index }))
    const value = text(parameters['output']).replace(/^\{\{\s*|\s*\}\}$/g, '') || '0'
    return passing(
      'Switch',
      { value, cases },
      cases.map((one) => one.port),
    )
  }
  const rules = list(at(parameters, 'rules', 'values') ?? at(parameters, 'rules', 'rules')).slice(0, 50)
  const loose = at(parameters, 'looseTypeValidation') === true || at(parameters, 'options', 'looseTypeValidation') === true
  const taken = new Set(['default', 'error'])
  const cases = rules.map((rule, index) => {
    const stem =
      text(at(rule, 'outputKey'))
        .replace(/[^A-Za-z0-9_-]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 24) || `case${index + 1}`
    const port = taken.has(stem) ? `${stem}-${index + 1}` : stem
    taken.add(port)
    const old = at(rule, 'value2')
    if (old === undefined) {
      const conditions = isRecord(rule) ? { ...rule, ...(loose ? { looseTypeValidation: true } : {}) } : {}
      return { port, when: `{{ ${conditionOf(conditions, doubt)} }}` }
    }
    const operation = text(at(rule, 'operation')) || 'equal'
    if (operation === 'equal') return { port, equals: old }
    const kind = text(parameters['dataType']) || 'number'
    return {
      port,
      when: `{{ ${conditionOf({ conditions: { [kind]: [{ value1: parameters['value1'], operation, value2: old }] } }, doubt)} }}`,
    }
  })
  if (cases.length === 0) doubt('it has no cases')
  const value = parameters['value1'] === undefined ? '' : text(parameters['value1']).replace(/^\{\{\s*|\s*\}\}$/g, '')
  const ports = cases.map((one) => one.port)
  const old = numeric(parameters['fallbackOutput'] ?? -1)
  if (!('values' in (isRecord(parameters['rules']) ? parameters['rules'] : {})) && old >= 0 && old < 4) ports[old] ??= 'default'
  return passing('Switch', { ...(value ? { value } : {}), cases }, [...ports, 'default'])
}

const durations: Record<string, (amount: number) => string> = {
  seconds: (n) => `PT${n}S`,
  minutes: (n) => `PT${n}M`,
  hours: (n) => `PT${n}H`,
  days: (n) => `P${n}D`,
}

const wait: Mapper = ({ parameters, version, doubt }) => {
  const resume = text(parameters['resume']) || 'timeInterval'
  if (resume === 'webhook' || resume === 'form') {
    if (resume === 'form') doubt('the form that it waits for becomes a callback')
    const limit =
      parameters['limitWaitTime'] === true
        ? durations[text(parameters['resumeUnit']) || 'hours']?.(numeric(parameters['resumeAmount']) || 1)
        : undefined
    return {
      type: 'Wait',
      config: { callback: true, ...(limit ? { duration: limit } : {}) },
      gives: 'callback',
      ports: ['out'],
    }
  }
  if (resume === 'specificTime') return passing('Wait', { until: parameters['dateTime'] ?? '' })
  const unit = text(parameters['unit']) || (version >= 1.1 ? 'seconds' : 'hours')
  const amount = parameters['amount'] ?? (version >= 1.1 ? 5 : 1)
  if (typeof amount === 'string' && amount.includes('{{'))
    return passing('Wait', { duration: unit === 'days' ? `P${amount}D` : `PT${amount}${unit.charAt(0).toUpperCase()}` })
  const said = durations[unit]
  if (!said) doubt(`the unit “${unit}” is taken as hours`)
  return passing('Wait', { duration: (said ?? durations['hours']!)(numeric(amount) || 1) })
}

const loop: Mapper = ({ parameters, version, input, doubt }) => {
  const size = numeric(parameters['batchSize'] ?? (version >= 3 ? 1 : 10))
  if (size !== 1) doubt('each item goes round by itself, not in batches')
  return { type: 'Loop', config: { items: input, concurrency: 1 }, ports: version >= 3 ? ['out', 'body'] : ['body', 'out'] }
}

const subWorkflow: Mapper = ({ parameters, input, doubt, need }) => {
  need('choose the workflow that it runs')
  if (parameters['mode'] === 'each') doubt('it runs once for the whole input, not for each item')
  const inputs = at(parameters, 'workflowInputs', 'value')
  const name = text(at(parameters, 'workflowId', 'cachedResultName')) || text(located(parameters['workflowId']))
  return {
    type: 'SubWorkflow',
    note: name ? `In n8n it ran “${name}”.` : '',
    config: {
      workflowId: '',
      input: isRecord(inputs) && Object.keys(inputs).length > 0 ? inputs : input,
      ...(at(parameters, 'options', 'waitForSubWorkflow') === false ? { wait: false } : {}),
    },
  }
}

const ways = (asked: Asked): Mapped =>
  passing('Conditional', { condition: `{{ ${conditionOf(asked.parameters, asked.doubt)} }}` }, ['true', 'false'])

const nothing: Mapper = () => passing('DataMapper', { mapping: {}, keepInput: true })

export const logic: Record<string, Mapper> = {
  set,
  editFields: set,
  if: ways,
  switch: choose,
  wait,
  merge,
  splitInBatches: loop,
  executeWorkflow: subWorkflow,
  noOp: nothing,
  filter: (asked) => ({
    type: 'Filter',
    config: { items: asked.input, condition: conditionOf(asked.parameters, asked.doubt) },
  }),
  stopAndError: ({ parameters }) => ({
    type: 'Calculator',
    config: { formula: `$error(${JSON.stringify(text(parameters['errorMessage']) || 'Stopped.')})`, outputField: 'error' },
  }),
}
