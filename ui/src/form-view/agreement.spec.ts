import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Answers } from './answers'
import type { JsonSchema } from './definition'
import { compile } from './validate'

// The form of the demonstration as it stands in the server's source: the first text between three quotes.
const source = readFileSync(join(process.cwd(), '../src/ConcertMaster/Demo/DemoForm.cs'), 'utf8')
const schema = JSON.parse(source.split('"""')[1]!) as JsonSchema

// The fields that ConcertMaster.JsonSchema finds at fault; AgreementOnFormsSpec asks it about the same answers.
it.each<[string, string[]]>([
  ['{"region":"Europe","year":2026,"total":12.5,"method":"measured","comment":"","confirmed":true}', []],
  ['{"region":"Europe","year":2026,"total":0,"method":"estimated","confirmed":true,"more":[1]}', []],
  [
    '{"region":"Atlantis","year":1989,"total":-0.1,"method":"guessed","confirmed":false}',
    ['/confirmed', '/method', '/region', '/total', '/year'],
  ],
  [
    '{"region":"europe","year":2026.5,"total":10000000.01,"method":"","comment":null,"confirmed":null}',
    ['/comment', '/confirmed', '/method', '/region', '/total', '/year'],
  ],
  ['{"year":2.026e3,"total":1e7,"confirmed":1}', ['/confirmed', '/method', '/region']],
  ['{"region":null,"year":null,"total":null,"method":null}', ['/confirmed', '/method', '/region', '/total', '/year']],
  ['{}', ['/confirmed', '/method', '/region', '/total', '/year']],
])('the browser finds the fields at fault that the server finds in %s', (answers, fields) => {
  const findings = compile(schema)(JSON.parse(answers) as Answers)
  expect([...new Set(findings.map((finding) => finding.path))].sort()).toEqual(fields)
})
