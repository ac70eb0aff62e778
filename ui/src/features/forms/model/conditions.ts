/** A condition in words: `method is "Measured"`. Several are joined by all or any. */
export type Clause = { field: string; verb: Verb; value: string }
export type Condition = { join: 'and' | 'or'; clauses: Clause[] }

export const verbs = {
  is: 'is',
  isNot: 'is not',
  contains: 'contains',
  over: 'is more than',
  atLeast: 'is at least',
  under: 'is less than',
  answered: 'is answered',
  unanswered: 'is not answered',
} as const

export type Verb = keyof typeof verbs

export const takesValue = (verb: Verb) => verb !== 'answered' && verb !== 'unanswered'

const operators: Partial<Record<Verb, string>> = { is: '=', isNot: '!=', over: '>', atLeast: '>=', under: '<' }

const nameOf = (field: string) => (/^[A-Za-z_]\w*$/.test(field) ? field : `\`${field}\``)

/** Numbers, yes and no are themselves; everything else is a text. */
const literal = (value: string) =>
  /^(true|false|-?\d+(\.\d+)?)$/.test(value.trim()) ? value.trim() : JSON.stringify(value)

function writeClause({ field, verb, value }: Clause): string {
  const name = nameOf(field)
  if (verb === 'answered') return `$exists(${name})`
  if (verb === 'unanswered') return `$not($exists(${name}))`
  if (verb === 'contains') return `${literal(value)} in ${name}`
  return `${name} ${operators[verb]} ${literal(value)}`
}

export const writeCondition = ({ join, clauses }: Condition): string => clauses.map(writeClause).join(` ${join} `)

const name = '([A-Za-z_]\\w*|`[^`]+`)'
const value = '("(?:[^"\\\\]|\\\\.)*"|true|false|-?\\d+(?:\\.\\d+)?)'
const patterns: [RegExp, (found: string[]) => Clause | undefined][] = [
  [new RegExp(`^\\$exists\\(${name}\\)$`), ([, field]) => clause(field, 'answered', '""')],
  [new RegExp(`^\\$not\\(\\$exists\\(${name}\\)\\)$`), ([, field]) => clause(field, 'unanswered', '""')],
  [new RegExp(`^${value} in ${name}$`), ([, said, field]) => clause(field, 'contains', said)],
  [
    new RegExp(`^${name}\\s*(=|!=|>=|>|<)\\s*${value}$`),
    ([, field, operator, said]) => {
      const verb = (Object.keys(operators) as Verb[]).find((one) => operators[one] === operator)
      return verb && clause(field, verb, said)
    },
  ],
  // The name of a yes-or-no answer alone.
  [new RegExp(`^${name}$`), ([, field]) => clause(field, 'is', 'true')],
]

const clause = (field = '', verb: Verb, said = '""'): Clause => ({
  field: field.replaceAll('`', ''),
  verb,
  value: said.startsWith('"') ? (JSON.parse(said) as string) : said,
})

/** The words for an expression; undefined when it says more than they can. */
export function readCondition(expression: string): Condition | undefined {
  if (expression.trim() === '') return { join: 'and', clauses: [] }
  for (const join of ['and', 'or'] as const) {
    const clauses = split(expression, join).map((part) => readClause(part.trim()))
    if (clauses.every((one) => one !== undefined)) return { join, clauses: clauses as Clause[] }
  }
  return undefined
}

function readClause(text: string): Clause | undefined {
  for (const [pattern, make] of patterns) {
    const found = pattern.exec(text)
    if (found) return make(found)
  }
  return undefined
}

/** Parts between the joining word, where it stands outside of texts. */
const split = (expression: string, join: string): string[] => {
  const parts = ['']
  for (const piece of expression.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|[^"`]+/g) ?? []) {
    if (/^["`]/.test(piece)) parts[parts.length - 1] += piece
    else {
      const [first = '', ...rest] = piece.split(new RegExp(`\\s${join}\\s`))
      parts[parts.length - 1] += first
      parts.push(...rest)
    }
  }
  return parts
}
