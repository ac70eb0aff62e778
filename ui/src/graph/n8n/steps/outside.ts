import { bare } from '../expressions'
import { at, isRecord, jsonWithin, list, located, numeric, pairs, text } from '../parameters'
import type { Asked, Mapped, Mapper } from './mapped'

const formType = 'application/x-www-form-urlencoded'

/** Fields as a form of the web sends them: `a={{ … }}&b=2`. */
const formOf = (fields: Record<string, unknown>) =>
  Object.entries(fields)
    .map(([name, value]) => {
      const given = typeof value === 'string' && value.includes('{{')
      return `${encodeURIComponent(name)}=${given ? `{{ $encodeUrlComponent($string(${bare(value)})) }}` : encodeURIComponent(text(value))}`
    })
    .join('&')

function bodyOf(parameters: Record<string, unknown>, doubt: Asked['doubt']): unknown {
  const json = parameters['jsonBody'] ?? parameters['bodyParametersJson']
  if (json !== undefined && json !== '') {
    const body = jsonWithin(json)
    if (typeof body === 'string' && !/^\s*\{\{[\s\S]*\}\}\s*$/.test(body))
      doubt('its body is sent as text: it could not be read as JSON')
    return body
  }
  if (parameters['contentType'] === 'raw') return parameters['body'] ?? ''
  if (parameters['contentType'] === 'binaryData' || parameters['contentType'] === 'multipart-form-data')
    doubt('files are not sent with it')
  const fields = pairs(at(parameters, 'bodyParameters', 'parameters') ?? at(parameters, 'bodyParametersUi', 'parameter'))
  if (Object.keys(fields).length === 0) return undefined
  return parameters['contentType'] === 'form-urlencoded' ? formOf(fields) : fields
}

const http: Mapper = ({ parameters, credential, doubt, need }) => {
  const given = (name: string, old: string, json: string) => {
    const whole = jsonWithin(parameters[json])
    return isRecord(whole) ? whole : pairs(at(parameters, name, 'parameters') ?? at(parameters, old, 'parameter'))
  }
  const headers = given('headerParameters', 'headerParametersUi', 'jsonHeaders')
  const query = given('queryParameters', 'queryParametersUi', 'jsonQuery')
  const body = bodyOf(parameters, doubt)
  const signed = (parameters['authentication'] ?? 'none') !== 'none'
  if (signed) need(credential ? `make a connection named “${credential}”` : 'choose the connection that holds its credentials')
  const paging = at(parameters, 'options', 'pagination', 'pagination')
  if (paging && at(paging, 'paginationMode') !== 'off') doubt('it asks for the first page only, where n8n went on to the others')
  if (parameters['sendBinaryData'] === true) doubt('files are not sent with it')
  if (at(parameters, 'options', 'response', 'response', 'responseFormat') === 'file' || parameters['responseFormat'] === 'file')
    doubt('a file that it gets stays text')
  const whole = at(parameters, 'options', 'response', 'response', 'fullResponse') === true || at(parameters, 'options', 'fullResponse')
  if (whole) doubt('what n8n calls statusCode is called status')
  if (typeof body === 'string' && parameters['contentType'] === 'form-urlencoded') headers['content-type'] ??= formType
  const method = text(parameters['method'] ?? parameters['requestMethod']).toUpperCase() || 'GET'
  return {
    type: 'ApiCall',
    config: {
      method,
      url: text(parameters['url']),
      headers,
      query,
      ...(body === undefined ? {} : { body }),
      ...(signed && credential ? { connection: credential } : {}),
      ...(whole ? {} : { output: 'body' }),
      ...(at(parameters, 'options', 'response', 'response', 'neverError') === true ? { failOnStatus: false } : {}),
    },
  }
}

/** Values within SQL become `$1`, `$2`, …: they are never part of the text. */
function sqlOf(query: string) {
  const parameters: string[] = []
  const sql = query.replace(/'?\{\{([\s\S]*?)\}\}'?/g, (_, inside: string) => `$${parameters.push(`{{ ${inside.trim()} }}`)}`)
  return { sql, parameters }
}

const tableOf = (parameters: Record<string, unknown>) =>
  [text(located(parameters['schema'])), text(located(parameters['table']))]
    .filter((part) => part && part !== 'public')
    .join('.')

const postgres: Mapper = ({ parameters, input, credential, doubt, need }) => {
  need(credential ? `make a connection named “${credential}” to the database` : 'choose the connection to the database')
  const connection = credential
  const operation = text(parameters['operation']) || 'insert'
  if (operation === 'executeQuery') {
    const { sql, parameters: values } = sqlOf(text(parameters['query']))
    const more = at(parameters, 'options', 'queryReplacement')
    if (more) doubt('its values stand in one field: check $1, $2, …')
    return { type: 'DatabaseQuery', config: { connection, sql, parameters: more ? [more] : values }, gives: 'rows' }
  }
  if (operation === 'select') {
    const where = list(at(parameters, 'where', 'values')).map((one) => ({
      column: text(at(one, 'column')),
      value: at(one, 'value'),
    }))
    const columns =
      list(at(parameters, 'options', 'outputColumns'))
        .map(text)
        .filter(Boolean)
        .join(', ') || '*'
    const clause = where.length > 0 ? ` where ${where.map((one, index) => `${one.column} = $${index + 1}`).join(' and ')}` : ''
    const limit = numeric(parameters['limit'] ?? 50)
    return {
      type: 'DatabaseQuery',
      gives: 'rows',
      config: {
        connection,
        sql: `select ${columns} from ${tableOf(parameters) || 'table'}${clause}`,
        parameters: where.map((one) => one.value ?? null),
        ...(parameters['returnAll'] === true ? {} : { limit }),
      },
    }
  }
  if (!['insert', 'update', 'upsert'].includes(operation)) return null
  const values = at(parameters, 'columns', 'value')
  const keys = list(at(parameters, 'columns', 'matchingColumns'))
    .map(text)
    .filter(Boolean)
  const old = text(parameters['updateKey'])
  const key = keys.length > 0 ? keys : old ? [old] : []
  const rows = isRecord(values) && Object.keys(values).length > 0 ? [values] : input
  return {
    type: 'DatabaseWrite',
    config: { connection, table: tableOf(parameters), operation, ...(key.length > 0 ? { key } : {}), rows },
  }
}

const mail: Mapper = ({ parameters, version, doubt }) => {
  const to = text(parameters['toEmail'] ?? parameters['sendTo'])
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  const [plain, html] = [text(parameters['text'] ?? parameters['message']), text(parameters['html'])]
  const format = text(parameters['emailFormat']) || (version >= 2 ? 'html' : 'text')
  if (parameters['ccEmail'] || at(parameters, 'options', 'ccEmail')) doubt('copies to others are left out')
  if (parameters['attachments'] || at(parameters, 'options', 'attachments')) doubt('attachments are left out')
  const replyTo = text(at(parameters, 'options', 'replyTo'))
  return {
    type: 'SendEmail',
    passes: true,
    config: {
      to: to.length === 1 ? to[0] : to,
      subject: text(parameters['subject']) || '(no subject)',
      ...(plain || format === 'text' || !html ? { text: plain || html } : {}),
      ...(html && format !== 'text' ? { template: '{{{html}}}', data: { html } } : {}),
      ...(replyTo ? { replyTo } : {}),
    },
  }
}

const respond: Mapper = ({ parameters, input, doubt }) => {
  const how = text(parameters['respondWith']) || 'firstIncomingItem'
  const given = parameters['responseBody']
  const body = how === 'json' ? jsonWithin(given ?? {}) : how === 'text' ? (given ?? '') : how === 'noData' ? null : input
  if (how === 'binary' || how === 'jwt') doubt('it answers with what came in')
  const status = how === 'redirect' ? 307 : numeric(at(parameters, 'options', 'responseCode')) || 200
  const headers = {
    ...pairs(at(parameters, 'options', 'responseHeaders', 'entries')),
    ...(how === 'redirect' ? { location: text(parameters['redirectURL']) } : {}),
  }
  return { type: 'Respond', config: { status, body, ...(Object.keys(headers).length > 0 ? { headers } : {}) }, passes: true }
}

const file = (config: Mapped['config']): Mapped => ({ type: 'FileExport', config })

const toFile: Mapper = ({ parameters, input, doubt }) => {
  const kind = text(parameters['operation'] ?? parameters['fileFormat']) || 'csv'
  const fileName = text(at(parameters, 'options', 'fileName'))
  if (kind !== 'csv' && kind !== 'toJson' && kind !== 'json') doubt(`the file becomes CSV, not “${kind}”`)
  return file({ rows: input, format: kind === 'toJson' || kind === 'json' ? 'json' : 'csv', ...(fileName ? { fileName } : {}) })
}

const fromFile: Mapper = ({ parameters, need }) => {
  const kind = text(parameters['operation']) || 'csv'
  if (!['csv', 'xlsx', 'xls', 'ods', 'fromFile'].includes(kind)) return null
  need('choose the file')
  return {
    type: 'BulkImport',
    config: { format: kind === 'csv' || kind === 'fromFile' ? 'csv' : 'xlsx', text: '' },
    gives: 'rows',
  }
}

const sheet: Mapper = (asked) => (text(asked.parameters['operation']) === 'toFile' ? toFile(asked) : fromFile(asked))

const form: Mapper = ({ parameters, doubt }) => {
  if (parameters['operation'] === 'completion')
    return {
      type: 'Respond',
      config: { body: bareText(parameters['completionMessage'] ?? parameters['completionTitle']) },
      passes: true,
    }
  doubt('choose the form, and who gets it')
  return { type: 'SendForm', config: { formId: '', recipients: [] }, note: fieldsOf(parameters), gives: 'responses[0].answers' }
}
const bareText = (value: unknown) => (typeof value === 'string' && value.includes('{{') ? `{{ ${bare(value)} }}` : text(value))

/** The fields of a form in words, for whoever makes the form anew. */
export function fieldsOf(parameters: Record<string, unknown>): string {
  const fields = list(at(parameters, 'formFields', 'values')).map((one) => {
    const options = list(at(one, 'fieldOptions', 'values'))
      .map((option) => text(at(option, 'option')))
      .join(', ')
    const kind = text(at(one, 'fieldType')) || 'text'
    const required = at(one, 'requiredField') === true ? ', required' : ''
    return `- ${text(at(one, 'fieldLabel')) || 'Field'} (${kind}${required})${options ? `: ${options}` : ''}`
  })
  const title = text(parameters['formTitle'])
  return [title ? `The form “${title}”:` : fields.length > 0 ? 'The form:' : '', ...fields].filter(Boolean).join('\n')
}

export const outside: Record<string, Mapper> = {
  httpRequest: http,
  postgres,
  emailSend: mail,
  respondToWebhook: respond,
  convertToFile: toFile,
  extractFromFile: fromFile,
  spreadsheetFile: sheet,
  form,
}
