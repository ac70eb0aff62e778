import type { Config } from '../model/definition'

export interface Mapped {
  type: string
  config: Config
  /** Says the same as the original; otherwise it is near and wants a look. */
  exact: boolean
  /** The port for each output of n8n, by its number. */
  ports?: string[]
}

type Parameters = Record<string, unknown>

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((now, key) => (now as Record<string | number, unknown> | null | undefined)?.[key], value)
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const bare = (value: unknown) => {
  const inside = /^\{\{\s*([\s\S]*?)\s*\}\}$/.exec(text(value))
  return inside ? inside[1]! : JSON.stringify(value ?? null)
}

const operators: Record<string, (left: string, right: string) => string> = {
  equals: (a, b) => `${a} = ${b}`, equal: (a, b) => `${a} = ${b}`, notEquals: (a, b) => `${a} != ${b}`, notEqual: (a, b) => `${a} != ${b}`,
  gt: (a, b) => `${a} > ${b}`, larger: (a, b) => `${a} > ${b}`, gte: (a, b) => `${a} >= ${b}`, largerEqual: (a, b) => `${a} >= ${b}`,
  lt: (a, b) => `${a} < ${b}`, smaller: (a, b) => `${a} < ${b}`, lte: (a, b) => `${a} <= ${b}`, smallerEqual: (a, b) => `${a} <= ${b}`,
  contains: (a, b) => `$contains(${a}, ${b})`, notContains: (a, b) => `$not($contains(${a}, ${b}))`, exists: (a) => `$exists(${a})`,
  notExists: (a) => `$not($exists(${a}))`, empty: (a) => `$not($boolean(${a}))`, isEmpty: (a) => `$not($boolean(${a}))`,
  notEmpty: (a) => `$boolean(${a})`, isNotEmpty: (a) => `$boolean(${a})`, true: (a) => `${a} = true`, false: (a) => `${a} = false`,
}

/** Conditions of If, Filter and Switch, in the shape of version 2 or of version 1. */
function condition(parameters: unknown): { text: string; exact: boolean } {
  const conditions = at(parameters, 'conditions')
  const modern = list(at(conditions, 'conditions')).map((one) => ({
    left: at(one, 'leftValue'), right: at(one, 'rightValue'), operation: text(at(one, 'operator', 'operation')),
  }))
  const sorts = Array.isArray(at(conditions, 'conditions')) ? [] : Object.values((conditions ?? {}) as object)
  const old = sorts.flatMap(list).map((one) => ({
    left: at(one, 'value1'), right: at(one, 'value2'), operation: text(at(one, 'operation')) || 'equals',
  }))
  const all = [...modern, ...old]
  const any = at(conditions, 'combinator') === 'or' || at(parameters, 'combineOperation') === 'any'
  const parts = all.map(({ left, right, operation }) => operators[operation]?.(bare(left), bare(right)))
  const known = parts.filter((part) => part !== undefined)
  return { text: known.join(any ? ' or ' : ' and ') || 'true', exact: known.length === all.length && all.length > 0 }
}

const units: Record<string, string> = { seconds: 'S', minutes: 'M', hours: 'H', days: 'D' }

function wait(parameters: Parameters): Mapped {
  const unit = units[text(parameters['unit']) || 'hours'] ?? 'H'
  const amount = String(parameters['amount'] ?? 1)
  if (parameters['resume'] === 'webhook' || parameters['resume'] === 'form')
    return { type: 'Wait', config: { callback: true }, exact: true }
  if (parameters['resume'] === 'specificTime') return { type: 'Wait', config: { until: parameters['dateTime'] }, exact: true }
  return { type: 'Wait', config: { duration: unit === 'D' ? `P${amount}D` : `PT${amount}${unit}` }, exact: true }
}

function set(parameters: Parameters): Mapped {
  const modern = list(at(parameters, 'assignments', 'assignments'))
  const fields = list(at(parameters, 'fields', 'values'))
  const old = Object.values((at(parameters, 'values') ?? {}) as object).flatMap(list)
  const value = (one: unknown) => Object.entries((one ?? {}) as object).find(([key]) => /Value$|^value$/.test(key))?.[1] as unknown
  const mapping = Object.fromEntries([...modern, ...fields, ...old].map((one) => [text(at(one, 'name')) || 'field', value(one) ?? '']))
  return { type: 'DataMapper', config: { mapping, keepInput: parameters['keepOnlySet'] !== true }, exact: parameters['mode'] !== 'raw' }
}

function schedule(parameters: Parameters): Mapped {
  const rule = list(at(parameters, 'rule', 'interval'))[0] ?? list(at(parameters, 'triggerTimes', 'item'))[0] ?? {}
  const field = text(at(rule, 'field')) || text(at(rule, 'mode')) || 'days'
  const hour = Number(at(rule, 'triggerAtHour') ?? at(rule, 'hour') ?? 0)
  const minute = Number(at(rule, 'triggerAtMinute') ?? at(rule, 'minute') ?? 0)
  const crons: Record<string, string> = {
    cronExpression: text(at(rule, 'expression')), custom: text(at(rule, 'cronExpression')),
    minutes: `*/${Number(at(rule, 'minutesInterval') ?? 5)} * * * *`, hours: `${minute} */${Number(at(rule, 'hoursInterval') ?? 1)} * * *`,
    weeks: `${minute} ${hour} * * ${list(at(rule, 'triggerAtDay')).join(',') || 1}`,
    months: `${minute} ${hour} ${Number(at(rule, 'triggerAtDayOfMonth') ?? 1)} * *`,
  }
  return { type: 'ScheduleTrigger', config: { cron: crons[field] || `${minute} ${hour} * * *` }, exact: field in crons || field === 'days' }
}

function http(parameters: Parameters): Mapped {
  const pairs = (name: string) =>
    Object.fromEntries(list(at(parameters, name, 'parameters')).map((one) => [text(at(one, 'name')), at(one, 'value') ?? '']))
  const [headers, search, fields] = [pairs('headerParameters'), pairs('queryParameters'), pairs('bodyParameters')]
  const body = parameters['jsonBody'] ?? (Object.keys(fields).length > 0 ? fields : undefined)
  const config = {
    method: text(parameters['method'] ?? parameters['requestMethod']) || 'GET', url: parameters['url'] ?? '', headers, query: search,
    ...(body === undefined ? {} : { body }),
  }
  return { type: 'ApiCall', config, exact: (parameters['authentication'] ?? 'none') === 'none' }
}

function choose(parameters: Parameters): Mapped {
  const rules = list(at(parameters, 'rules', 'values') ?? at(parameters, 'rules', 'rules'))
  const rendered = rules.map((rule, index) => {
    const port = text(at(rule, 'outputKey')).replace(/[^A-Za-z0-9_-]/g, '').slice(0, 40) || `case${index + 1}`
    const when = condition(rule)
    const old = at(rule, 'value2')
    return old === undefined ? { port, when: `{{ ${when.text} }}`, exact: when.exact } : { port, equals: old, exact: true }
  })
  const cases = rendered.map(({ exact: _, ...one }) => one)
  const ports = [...cases.map((one) => one.port), 'default']
  const value = parameters['value1'] === undefined ? {} : { value: text(parameters['value1']) }
  return { type: 'Switch', config: { ...value, cases }, exact: rendered.length > 0 && rendered.every((one) => one.exact), ports }
}

const simple: Record<string, (parameters: Parameters) => Mapped> = {
  manualTrigger: () => ({ type: 'ManualTrigger', config: {}, exact: true }),
  start: () => ({ type: 'ManualTrigger', config: {}, exact: true }),
  executeWorkflowTrigger: () => ({ type: 'ManualTrigger', config: {}, exact: true }),
  webhook: (p) => ({
    type: 'WebhookTrigger', exact: true,
    config: {
      path: text(p['path']),
      method: text(p['httpMethod']) || 'GET',
      respond: p['responseMode'] === 'lastNode' ? 'whenFinished' : 'immediately',
    },
  }),
  scheduleTrigger: schedule, cron: schedule, interval: schedule, set, if: (p) => ifNode(p), filter: (p) => filterNode(p), switch: choose,
  merge: () => ({ type: 'Merge', config: {}, exact: false }), httpRequest: http, wait,
  splitInBatches: (p) => ({
    type: 'Loop', config: { items: '{{ $input }}', concurrency: 1 }, exact: p['batchSize'] === 1, ports: ['out', 'body'],
  }),
  executeWorkflow: (p) => ({
    type: 'SubWorkflow', config: { workflowId: text(at(p, 'workflowId', 'value') ?? p['workflowId']) }, exact: false,
  }),
  emailSend: (p) => ({
    type: 'SendEmail', exact: true,
    config: { to: p['toEmail'] ?? p['sendTo'] ?? '', subject: p['subject'] ?? '', text: p['text'] ?? p['message'] ?? p['html'] ?? '' },
  }),
  postgres: (p) => ({
    type: p['operation'] === 'insert' || p['operation'] === 'upsert' ? 'DatabaseWrite' : 'DatabaseQuery', exact: false,
    config: { table: at(p, 'table', 'value') ?? p['table'] ?? '', operation: p['operation'] ?? 'select', query: p['query'] ?? '' },
  }),
  formTrigger: () => ({ type: 'FormTrigger', config: {}, exact: false }),
  noOp: () => ({ type: 'DataMapper', config: { mapping: {}, keepInput: true }, exact: true }),
}

const ifNode = (parameters: Parameters): Mapped => {
  const { text: when, exact } = condition(parameters)
  return { type: 'Conditional', config: { condition: `{{ ${when} }}` }, exact, ports: ['true', 'false'] }
}

const filterNode = (parameters: Parameters): Mapped => {
  const { text: when, exact } = condition(parameters)
  return { type: 'Filter', config: { items: '{{ $input }}', condition: when }, exact }
}

/** Null for what is not known: it becomes a placeholder that keeps its JSON. */
export const mapNode = (type: string, parameters: Parameters): Mapped | null =>
  type.startsWith('n8n-nodes-base.') ? (simple[type.slice('n8n-nodes-base.'.length)]?.(parameters) ?? null) : null
