/** A condition in words: `method is "Measured"`. Several are joined by all or any. */
export type Clause = {
  /** As an expression names it: `method`, `price.amount`. */
  field: string
  verb: Verb
  value: string
  /** What the value is: a text, a figure or yes and no as they stand, or the answer to another question. */
  as: 'text' | 'raw' | 'field'
}

export type Condition = { join: 'and' | 'or'; clauses: Clause[] }

const operators = { is: '=', isNot: '!=', over: '>', atLeast: '>=', under: '<', atMost: '<=' } as const

export type Comparison = keyof typeof operators

export type Verb = Comparison | 'includes' | 'includesNot' | 'says' | 'answered' | 'unanswered'

export const isComparison = (verb: Verb): verb is Comparison => verb in operators

export const takesValue = (verb: Verb) => verb !== 'answered' && verb !== 'unanswered'

/** A name as an expression has it. */
export const quoted = (name: string) => (/^[A-Za-z_]\w*$/.test(name) && !reserved.has(name) ? name : `\`${name}\``)

const reserved = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function'])

const operand = ({ value, as }: Clause) => (as === 'text' ? JSON.stringify(value) : value)

function writeClause(clause: Clause): string {
  const { field, verb } = clause
  if (isComparison(verb)) return `${field} ${operators[verb]} ${operand(clause)}`
  switch (verb) {
    case 'answered':
      return `$exists(${field})`
    case 'unanswered':
      return `$not($exists(${field}))`
    case 'includes':
      return `${operand(clause)} in ${field}`
    case 'includesNot':
      return `$not(${operand(clause)} in ${field})`
    case 'says':
      return `$contains(${field}, ${operand(clause)})`
  }
}

export const writeCondition = ({ join, clauses }: Condition): string => clauses.map(writeClause).join(` ${join} `)

const part = '(?:[A-Za-z_]\\w*|`[^`]+`)'
const name = `(${part}(?:\\.${part})*)`
const value = `("(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|-?\\d+(?:\\.\\d+)?|${part}(?:\\.${part})*)`
const verbOf = (operator: string | undefined) =>
  (Object.keys(operators) as Comparison[]).find((one) => operators[one] === operator)

const patterns: [RegExp, (found: string[]) => Clause | undefined][] = [
  [new RegExp(`^\\$exists\\(${name}\\)$`), ([, field]) => clause(field, 'answered')],
  [new RegExp(`^\\$not\\(\\$exists\\(${name}\\)\\)$`), ([, field]) => clause(field, 'unanswered')],
  [new RegExp(`^${value} in ${name}$`), ([, said, field]) => clause(field, 'includes', said)],
  [new RegExp(`^\\$not\\(${value} in ${name}\\)$`), ([, said, field]) => clause(field, 'includesNot', said)],
  [new RegExp(`^\\$contains\\(${name},\\s*${value}\\)$`), ([, field, said]) => clause(field, 'says', said)],
  [
    new RegExp(`^${name}\\s*(=|!=|>=|<=|>|<)\\s*${value}$`),
    ([, field, operator, said]) => {
      const verb = verbOf(operator)
      return verb && clause(field, verb, said)
    },
  ],
  // The name of a yes-or-no answer alone.
  [new RegExp(`^${name}$`), ([, field]) => clause(field, 'is', 'true')],
]

/** Undefined where a word of the language stands in the place of a name. */
function clause(field = '', verb: Verb, said = '""'): Clause | undefined {
  const as = /^["']/.test(said) ? 'text' : /^(true|false|-?\d.*)$/.test(said) ? 'raw' : 'field'
  if (reserved.has(field) || (as === 'field' && reserved.has(said))) return undefined
  return { field, verb, value: as === 'text' ? textOf(said) : said, as }
}

/** What stands in quotes of either kind. */
const textOf = (said: string): string =>
  JSON.parse(
    said.startsWith('"') ? said : `"${said.slice(1, -1).replaceAll("\\'", "'").replace(/(?<!\\)"/g, '\\"')}"`,
  ) as string

/** The words for an expression; undefined when it says more than they can. */
export function readCondition(expression: string): Condition | undefined {
  if (expression.trim() === '') return { join: 'and', clauses: [] }
  for (const join of ['and', 'or'] as const) {
    const clauses = split(expression, join).map((one) => readClause(one.trim()))
    if (clauses.every((one) => one !== undefined)) return { join, clauses: clauses as Clause[] }
  }
  return undefined
}

function readClause(text: string): Clause | undefined {
  for (const [pattern, make] of patterns) {
    const found = pattern.exec(text)
    if (!found) continue
    try {
      return make(found)
    } catch {
      // An escape that JSON does not know: it stays an expression.
      return undefined
    }
  }
  return undefined
}

/** Parts between the joining word, where it stands outside of texts. */
const split = (expression: string, join: string): string[] => {
  const parts = ['']
  for (const piece of expression.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[^"'`]+|["'`]/g) ?? []) {
    if (/^["'`]/.test(piece)) parts[parts.length - 1] += piece
    else {
      const [first = '', ...rest] = piece.split(new RegExp(`\\s${join}\\s`))
      parts[parts.length - 1] += first
      parts.push(...rest)
    }
  }
  return parts
}
