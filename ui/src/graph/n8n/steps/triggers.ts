import { at, list, numeric, text } from '../parameters'
import type { Mapper } from './mapped'
import { fieldsOf } from './outside'

const manual = (): ReturnType<Mapper> => ({ type: 'ManualTrigger', config: {} })

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
const answers: Record<string, string> = { lastNode: 'whenFinished', responseNode: 'respondNode', streaming: 'respondNode' }

const webhook: Mapper = ({ parameters, credential, doubt, need }) => {
  const asked =
    text(Array.isArray(parameters['httpMethod']) ? parameters['httpMethod'][0] : parameters['httpMethod']).toUpperCase() ||
    'GET'
  if (!methods.has(asked) || Array.isArray(parameters['httpMethod'])) doubt('it answers to one method of HTTP')
  const given = text(parameters['path'])
  const path = given
    .replace(/[^A-Za-z0-9_./-]+/g, '-')
    .replace(/^[^A-Za-z0-9_]+/, '')
    .slice(0, 200)
  if (path !== given) doubt('its address has other letters')
  const signed = (parameters['authentication'] ?? 'none') !== 'none'
  if (signed) doubt('its callers sign, or give a token, by the standard for webhooks')
  if (signed) need(credential ? `make a connection named “${credential}”` : 'choose the connection that its callers sign with')
  return {
    type: 'WebhookTrigger',
    config: {
      path: path || 'hook',
      method: methods.has(asked) ? asked : 'POST',
      respond: answers[text(parameters['responseMode'])] ?? 'immediately',
      ...(signed && credential ? { signedBy: credential } : {}),
    },
  }
}

/** The cron of one rule of a schedule; null for what cannot be said by one. */
function cronOf(rule: unknown): string | null {
  const [hour, minute] = [
    whole(at(rule, 'triggerAtHour') ?? at(rule, 'hour'), 0),
    whole(at(rule, 'triggerAtMinute') ?? at(rule, 'minute'), 0),
  ]
  const every = (count: unknown) => (whole(count, 1) > 1 ? `*/${whole(count, 1)}` : '*')
  switch (text(at(rule, 'field')) || text(at(rule, 'mode')) || 'days') {
    case 'cronExpression':
      return text(at(rule, 'expression')).trim() || null
    case 'custom':
      return text(at(rule, 'cronExpression')).trim() || null
    case 'seconds':
      return `${every(at(rule, 'secondsInterval') ?? 30)} * * * * *`
    case 'minutes':
    case 'everyMinute':
      return `${every(at(rule, 'minutesInterval') ?? (at(rule, 'mode') ? 1 : 5))} * * * *`
    case 'hours':
    case 'everyHour':
      return `${minute} ${every(at(rule, 'hoursInterval'))} * * *`
    case 'everyX':
      return text(at(rule, 'unit')) === 'minutes'
        ? `${every(at(rule, 'value'))} * * * *`
        : `0 ${every(at(rule, 'value'))} * * *`
    case 'days':
    case 'everyDay':
      return `${minute} ${hour} ${every(at(rule, 'daysInterval'))} * *`
    case 'weeks':
    case 'everyWeek':
      return `${minute} ${hour} * * ${
        list(at(rule, 'triggerAtDay'))
          .map((day) => whole(day, 1))
          .join(',') ||
        text(at(rule, 'weekday')) ||
        1
      }`
    case 'months':
    case 'everyMonth':
      return `${minute} ${hour} ${dayOfMonth(rule)} ${every(at(rule, 'monthsInterval'))} *`
    default:
      return null
  }
}
const whole = (value: unknown, otherwise: number) =>
  Number.isFinite(numeric(value ?? otherwise)) ? Math.trunc(numeric(value ?? otherwise)) : otherwise

const dayOfMonth = (rule: unknown) => whole(at(rule, 'triggerAtDayOfMonth') ?? at(rule, 'dayOfMonth'), 1)

const schedule: Mapper = ({ parameters, doubt }) => {
  const rules = [...list(at(parameters, 'rule', 'interval')), ...list(at(parameters, 'triggerTimes', 'item'))]
  if (rules.length > 1) doubt(`only the first of its ${rules.length} times is kept`)
  const [rule = {}] = rules
  const cron = cronOf(rule)
  if (cron === null) doubt('its time could not be read: every day at midnight')
  if (whole(at(rule, 'weeksInterval'), 1) > 1) doubt('it comes every week')
  return { type: 'ScheduleTrigger', config: { cron: cron ?? '0 0 * * *', timezone: 'UTC' } }
}

const interval: Mapper = ({ parameters }) => {
  const [count, unit] = [Math.max(1, whole(parameters['interval'], 1)), text(parameters['unit']) || 'seconds']
  const cron = unit === 'minutes' ? `*/${count} * * * *` : unit === 'hours' ? `0 */${count} * * *` : `*/${count} * * * * *`
  return { type: 'ScheduleTrigger', config: { cron, timezone: 'UTC' } }
}

export const triggers: Record<string, Mapper> = {
  manualTrigger: manual,
  start: manual,
  webhook,
  scheduleTrigger: schedule,
  cron: schedule,
  interval,
  executeWorkflowTrigger: manual,
  errorTrigger: ({ need }) => {
    need('choose this workflow as the error workflow of others')
    return manual()
  },
  formTrigger: ({ parameters, need }) => {
    need('make or choose the form')
    return { type: 'FormTrigger', config: { formId: '' }, note: fieldsOf(parameters), gives: 'answers' }
  },
  emailReadImap: ({ doubt }) => {
    doubt('letters come to an address of this installation; no mailbox is read')
    return { type: 'EmailTrigger', config: { address: 'inbox' } }
  },
}
