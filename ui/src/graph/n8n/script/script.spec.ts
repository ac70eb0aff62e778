import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { said, type Scope } from './said'
import { sayScript } from './script'

const scopeWith = (doubts: string[]): Scope => ({
  json: '$input',
  step: (name) => (name === 'Fetch' ? '$steps.fetch.body' : null),
  names: new Map([['$index', said('$index', 'number')]]),
  doubt: (why) => doubts.push(why),
  need: () => undefined,
})

const item = {
  name: 'Ana Maria',
  email: ' ana@x.test ',
  n: 7,
  tags: ['a', 'b', 'c'],
  nested: { 'Message Type': 'hi', deep: [{ v: 1 }, { v: 2 }] },
  price: 12.5,
  empty: '',
  date: '2026-03-04T05:06:07.000Z',
  rows: [
    { q: 2, p: 3 },
    { q: 1, p: 10 },
  ],
  yes: true,
  json: '{"a":1}',
  none: [],
  blank: {},
  zeros: [0],
}
const bindings = { input: item, index: 0, steps: { fetch: { body: { id: 5, list: [1, 2] } } }, vars: { region: 'EU' } }
const run = async (source: string) =>
  JSON.parse(JSON.stringify((await jsonata(source).evaluate(item, bindings)) ?? null)) as unknown

/** Expressions as people write them in n8n, and what both sides make of them. */
const same: [string, unknown][] = [
  ['$json.name', 'Ana Maria'],
  ['$json["nested"]["Message Type"]', 'hi'],
  ['$json.nested?.deep[1].v', 2],
  ['$json.missing?.deep', null],
  ["$('Fetch').item.json.id", 5],
  ["$('Fetch').first().json.list.length", 2],
  ['$node["Fetch"].json["id"]', 5],
  ['$json.n > 5 ? "big" : "small"', 'big'],
  ['$json.n === 7 && $json.yes', true],
  ['$json.missing !== "x"', true],
  ['$json.missing ?? "none"', 'none'],
  ['$json.empty || "none"', 'none'],
  ['!$json.yes', false],
  ['`Dear ${$json.name}, ${$json.n} of them`', 'Dear Ana Maria, 7 of them'],
  ['"Nr. " + $json.n', 'Nr. 7'],
  ['$json.n + 5', 12],
  ['$json.name.toUpperCase()', 'ANA MARIA'],
  ['$json.email.trim()', 'ana@x.test'],
  ['$json.name.split(" ")[0]', 'Ana'],
  ['$json.name.replace("a", "o")', 'Ano Maria'],
  ['$json.name.replaceAll("a", "o")', 'Ano Morio'],
  ['$json.name.replace(/a/gi, "_")', '_n_ M_ri_'],
  ['$json.name.length', 9],
  ['$json.tags.length', 3],
  ['$json.tags.join(", ")', 'a, b, c'],
  ['$json.tags.includes("b")', true],
  ['$json.name.includes("Maria")', true],
  ['$json.name.startsWith("Ana")', true],
  ['$json.name.substring(0, 3)', 'Ana'],
  ['$json.rows.map(r => r.q * r.p)', [6, 10]],
  ['$json.rows.filter(row => row.q > 1).length', 1],
  ['$json.rows.map(r => r.q * r.p).reduce((a, b) => a + b, 0)', 16],
  ['$json.rows.find(r => r.p === 10).q', 1],
  ['$json.rows.some(r => r.p > 5)', true],
  ['$json.tags.map((t, i) => i + ":" + t).join("|")', '0:a|1:b|2:c'],
  ['Object.keys($json.nested)', ['Message Type', 'deep']],
  ['JSON.parse($json.json).a', 1],
  ['JSON.stringify({ a: $json.n })', '{"a":7}'],
  ['({ ...$json.nested, extra: 1 }).extra', 1],
  ['Math.round($json.price)', 13],
  ['$json.price.toFixed(2)', '12.50'],
  ['parseInt("42")', 42],
  ['encodeURIComponent($json.name)', 'Ana%20Maria'],
  ['DateTime.fromISO($json.date).toFormat("dd.MM.yyyy HH:mm")', '04.03.2026 05:06'],
  ['DateTime.fromISO($json.date).plus({ days: 2 }).toISODate()', '2026-03-06'],
  ['new Date($json.date).toISOString()', '2026-03-04T05:06:07.000Z'],
  ['DateTime.fromISO($json.date).minus(1, "hours").hour', 4],
  ['$json.name.match(/(\\w+) (\\w+)/)[0]', 'Ana Maria'],
  ['$ifEmpty($json.empty, "x")', 'x'],
  ['$vars.region', 'EU'],
  ['$json.n + $json.price', 19.5],
  ['$json.name + $json.empty', 'Ana Maria'],
  ['$json.name.slice(0, -6)', 'Ana'],
  ['$json.tags.slice(-2)', ['b', 'c']],
  ['$json.tags.slice(1, 5)', ['b', 'c']],
  ['$json.tags.indexOf("c")', 2],
  ['$json.name.indexOf("x")', -1],
  ['$json.name.trim()[0]', 'A'],
  ['$json.tags[$json.tags.length - 1]', 'c'],
  ['$json[$json.tags[9] || "name"]', 'Ana Maria'],
  ['$json.name.match(/(\\w+) (\\w+)/)[2]', 'Maria'],
  ['$json.name.match(/x(.)/)?.[1] || ""', ''],
  ['$json.name.match(/a/g)', ['a', 'a', 'a']],
  ['$json.name.replace(/[aM]/g, "<$&>")', 'An<a> <M><a>ri<a>'],
  ['$json.name.replace(/(\\w)(\\w+)/g, (all, first, rest) => rest + first)', 'naA ariaM'],
  ['/^a/i.test($json.name)', true],
  ['$json.rows.sort((a, b) => b.p - a.p).map(r => r.q)', [1, 2]],
  ['[...$json.tags, "d"].join("")', 'abcd'],
  ['$json.rows.map(r => [r.q, r.p])', [[2, 3], [1, 10]]],
  ['$json.rows.slice(0, 1).map(r => [r.q, r.p])', [[2, 3]]],
  ['$json.rows.flatMap(r => [r.q, r.p])', [2, 3, 1, 10]],
  ['Object.entries({ a: 1, b: 2 }).map(([k, v]) => k + v).join()', 'a1,b2'],
  ['Object.fromEntries($json.rows.map(r => ["p" + r.p, r.q]))', { p3: 2, p10: 1 }],
  ['Math.max(...$json.rows.map(r => r.p))', 10],
  ['[...new Set(["a", "b", "a"])].length', 2],
  ['Array.from({ length: 3 }, (_, i) => i * 2)', [0, 2, 4]],
  ['$json.rows.findIndex(r => r.p > 5)', 1],
  ['$json.rows.every(r => r.p > 0) && $json.rows.length === 2', true],
  ['new Date($json.date).getTime() + 1000', 1772600768000],
  ['new Date($json.date).toLocaleDateString("en-US", { month: "long", day: "numeric", year: "numeric" })', 'March 4, 2026'],
  ['"missing key".toTitleCase()', 'Missing Key'],
  ['({ [$json.tags[0]]: 1 })', { a: 1 }],
  ['typeof $json.n', 'number'],
  ['$json.nested.deep.map(({ v }) => v * 2)', [2, 4]],
  ['$json.name[1]', 'n'],
  ['$json.name[0][0]', 'A'],
  ['$json.tags[1]', 'b'],
  ['$json.tags[1][0]', 'b'],
  ['$json.tags[-1] ?? "none"', 'none'],
  ['$json.nothing ? 1 : 2', 2],
  ['$json.none ? 1 : 2', 1],
  ['$json.blank || "none"', {}],
  ['[{ a: [] }, { a: [1] }, {}].filter(x => x.a).length', 2],
  ['[{ a: {} }, { b: 1 }].find(x => x.b || x.a)', { a: {} }],
  ['[{ a: [] }].some(x => x.a) && ![{}].some(x => x.a)', true],
  ['[{ a: [] }, { a: 0 }].every(x => x.a)', false],
  ['[[], "", 0, {}, "x"].filter(Boolean).length', 3],
  ['[{ a: [] }].findIndex(x => x.a)', 0],
  ['$json.zeros && "some"', 'some'],
  ['$json.missing || $json.empty || $json.none.length || $json.name', 'Ana Maria'],
  ['$json.missing ?? $json.lost ?? $json.name.toLowerCase() ?? "x"', 'ana maria'],
]

describe('an expression of n8n', () => {
  it.each(same)('%s', async (script, expected) => {
    expect(await run(sayScript(script, scopeWith([])))).toEqual(expected)
  })

  it.each([
    'fetch("https://x.test")',
    '$json.x.frobnicate()',
    '$fromAI("a")',
    '$json.a = 1',
    '$json.x; $json.y',
    'while (true) {}',
    'x =>',
    '$binary.data',
    "$('Nobody').item.json.x",
    'class A {}',
    '$json.date.toDateTime().plus({ months: 1 })',
    '`',
    '/(?<year>a)/.test($json.x)',
  ])('is refused where there are no words: %s', (script) => {
    expect(() => sayScript(script, scopeWith([]))).toThrow()
  })

  it('says what it takes for granted', () => {
    const doubts: string[] = []
    sayScript('$today.toISODate()', scopeWith(doubts))
    expect(doubts).toEqual(['$today is the day in UTC'])
  })

  it.each(['$json.n == "7"', '$json.n != $json.name', '$json.price.toFixed(1)', '$json.price.round()'])(
    'says where the two languages differ: %s',
    (script) => {
      const doubts: string[] = []
      sayScript(script, scopeWith(doubts))
      expect(doubts).toHaveLength(1)
    },
  )

  it.each(['$json.n === 7', '$json.n == null', '$json.name.length == 9', '$json.tags[0]'])('has no doubt about %s', (script) => {
    const doubts: string[] = []
    sayScript(script, scopeWith(doubts))
    expect(doubts).toEqual([])
  })

  it('stays short, however many ways out there are', () => {
    const ways = Array.from({ length: 60 }, (_, index) => `$json.way${index}`).join(' || ')
    expect(sayScript(ways, scopeWith([])).length).toBeLessThan(20_000)
  })
})
