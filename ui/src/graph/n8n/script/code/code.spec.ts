import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import type { Scope } from '../said'
import { sayCode } from './statements'

const rows = [
  { name: 'Ana', n: 7, tags: ['x', 'y'], at: '2026-03-04T05:06:07.000Z', inner: { city: 'Bonn' } },
  { name: 'Ben', n: 2, tags: [], at: '2026-01-02T03:04:05.000Z', inner: { city: 'Köln' } },
  { name: 'Cleo', n: 11, tags: ['y'], at: '2025-12-31T23:00:00.000Z', inner: { city: 'Bonn' } },
]
const other = { list: [4, 5, 6], map: { a: 1, b: 2 } }

const scope: Scope = {
  json: '$input',
  step: (name) => (name === 'Other' ? '$steps.other' : null),
  names: new Map(),
  doubt: () => undefined,
  need: () => undefined,
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

/** What JavaScript makes of it, with n8n's wrappers taken off; one item stands for itself. */
function inJavaScript(code: string, input: readonly object[]): unknown {
  const wrapped = (list: readonly object[]) => structuredClone(list).map((json) => ({ json }))
  const items = wrapped(input)
  const of = (list: { json: object }[]) => ({ all: () => list, first: () => list[0], last: () => list.at(-1), item: list[0] })
  const run = new Function('$input', 'items', 'item', '$json', '$', 'console', `{${code}}`) as (...args: unknown[]) => unknown
  const result = run(of(items), items, items[0], items[0]!.json, () => of(wrapped([other])), { log: () => undefined })
  const bare = (one: unknown): unknown => (typeof one === 'object' && one !== null && 'json' in one ? one.json : one)
  return plain(Array.isArray(result) ? result.map(bare) : bare(result))
}

async function inJsonata(code: string, input: readonly object[]): Promise<unknown> {
  const given = input.length === 1 ? input[0] : input
  const result = (await jsonata(sayCode(code, scope)).evaluate(given, { input: given, steps: { other } })) as unknown
  return plain(result)
}

const single = (value: unknown) => (Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value)

const said: [string, string][] = [
  ['one object', 'return [{ json: { total: $json.n * 2 } }];'],
  ['each item', 'const items = $input.all();\nreturn items.map(item => ({ json: { first: item.json.name.charAt(0) } }));'],
  [
    'either way',
    'const n = $input.first().json.n; if (n > 5) { return { json: { size: "big" } } } ' +
      'return { json: { size: "small" } }',
  ],
  ['a spread', 'const x = $("Other").first().json;\nconsole.log(x);\nreturn [{ json: { first: x.list[0], ...x.map } }]'],
  ['the template of n8n', 'for (const item of $input.all()) {\n  item.json.myNewField = 1;\n}\nreturn $input.all();'],
  ['the template of n8n for each', '$input.item.json.myNewField = 1;\nreturn $input.item;'],
  [
    'a sum in a loop',
    'let total = 0; for (let i = 0; i < items.length; i++) { total = total + parseFloat(items[i].json.n) } ' +
      'return [{ json: { total, count: items.length } }]',
  ],
  [
    'a list that is pushed to',
    'const out = []; for (const item of items) { out.push({ json: { n: item.json.n + 1 } }) } return out;',
  ],
  [
    'only some',
    'const out = []; for (const item of items) { if (item.json.n < 5) continue; ' +
      'out.push({ json: { name: item.json.name } }) } return out;',
  ],
  [
    'the first few',
    'const out = []; let count = 0; for (const item of items) { out.push(item.json.name); ' +
      'if (count++ >= 1) break; } return { out }',
  ],
  [
    'a search that returns',
    'for (const item of items) { if (item.json.n === 2) { return { found: item.json.name } } } ' +
      'return { found: null }',
  ],
  [
    'groups',
    'const groups = {}; for (const item of items) { const key = item.json.inner.city; ' +
      'if (!groups[key]) groups[key] = []; groups[key].push(item.json.n) } return [{ json: groups }]',
  ],
  [
    'counts',
    'const counts = {}; ' +
      'items.forEach((item) => { item.json.tags.forEach((tag) => { counts[tag] = (counts[tag] || 0) + 1 }) }); ' +
      'return { counts }',
  ],
  [
    'fields changed and deleted',
    'for (const item of $input.all()) { const at = new Date(item.json["at"]); ' +
      'const date = at.toISOString().split("T")[0]; delete item.json["at"]; item.json["Date"] = date; } ' +
      'return $input.all();',
  ],
  [
    'a nested field',
    'for (const item of items) { item.json.inner.city = item.json.inner.city.toUpperCase(); ' +
      'item.json.inner.zip = "1" } return items',
  ],
  [
    'a function of its own',
    'function size(n, most = 5) { if (n > most) { return "big" } else { return "small" } ' +
      '}\nreturn items.map(item => ({ json: { a: size(item.json.n), b: size(item.json.n, 10) } }))',
  ],
  [
    'a function that reads what stands below it',
    'function word(n) { return words[n] || "many" }\nconst words = { 1: "one", 2: "two" }; ' +
      'return items.map(i => ({ json: { word: word(i.json.n) } }))',
  ],
  ['a function in a variable', 'const twice = (n) => n * 2; return { list: $("Other").first().json.list.map(twice) }'],
  ['branches that set variables', 'let a = "x"; let b = 0; if ($json.n > 5) { a = "y"; b += 2 } else { b -= 1 } return { a, b }'],
  [
    'a row of branches',
    'let size; if ($json.n > 10) size = "l"; else if ($json.n > 5) size = "m"; else size = "s"; return { size }',
  ],
  [
    'switch',
    'let word; switch ($json.name) { case "Ana": case "Ben": word = "known"; break; case "Cleo": word = "new"; ' +
      'break; default: word = "?" } return { word }',
  ],
  ['switch that returns', 'switch ($json.n) { case 7: return { is: "seven" }; default: return { is: "other" } }'],
  ['while', 'let n = $json.n; let steps = 0; while (n > 1) { n = Math.floor(n / 2); steps++; } return { steps, n }'],
  [
    'entries',
    'const out = []; ' +
      'for (const [key, value] of Object.entries($("Other").first().json.map)) { out.push(`${key}=${value}`) } ' +
      'return { out, text: out.join("&") }',
  ],
  [
    'for in',
    'const map = $("Other").first().json.map; let keys = ""; for (const key in map) { keys += key + map[key] } ' +
      'return { keys }',
  ],
  ['destructuring', 'const { name, inner: { city } } = $json; const [first] = [name]; return { first, city }'],
  [
    'reduce into an object',
    'return [{ json: items.reduce((acc, item) => { acc[item.json.name] = item.json.n; return acc }, {}) }]',
  ],
  [
    'reduce into lists',
    'const input = items.map(i => ({ key: i.json.inner.city, value: i.json.n }));\n' +
    'const result = input.reduce((acc, { key, value }) => {\n if (!acc[key]) acc[key] = [];\n' +
    ' acc[key].push(value);\n return acc;\n}, {});\nreturn result;',
  ],
  [
    'concat in a loop',
    'let results = []; for (let i = 0; i < $input.all().length; ' +
      'i++) { results = results.concat($input.all()[i].json.tags); } return { results };',
  ],
  [
    'a step of two',
    'const out = []; const list = [1, 2, 3, 4, 5]; for (let i = 0; i < list.length; ' +
      'i += 2) { out.push(list.slice(i, i + 2)) } return { out }',
  ],
  ['backwards', 'const out = []; for (let i = 2; i >= 0; i--) out.push(i); return { out }'],
  [
    'loops in loops',
    'const out = []; for (const a of [1, 2]) { for (const b of [3, 4]) { if (b === 4) break; out.push(a * b) } ' +
      '} return { out }',
  ],
  ['sorting', 'const list = items.map(i => i.json); list.sort((a, b) => a.n - b.n); return { names: list.map(x => x.name) }'],
  ['pop and shift', 'const list = [1, 2, 3]; const last = list.pop(); list.shift(); return { list, last }'],
  ['another name', 'const data = items[0].json; data.extra = true; return [{ json: data }]'],
  ['an alias that is seen', 'const all = $input.all(); for (const one of all) { one.json.seen = true } return $input.all()'],
  ['a copy that is not', 'let before = $json.n; $json.n = before + 1; return { before, after: $json.n }'],
  [
    'a set',
    'const seen = new Set(); for (const item of items) { seen.add(item.json.inner.city) } ' +
      'return { cities: [...seen], many: seen.size }',
  ],
  ['a nullish default', 'const x = $json.missing ?? { a: 1 }; return { a: x.a, b: $json.inner?.nope?.deep ?? "none" }'],
  [
    'a pattern in a variable',
    'const re = /(\\d+)-(\\d+)/; const match = $json.at.match(re); ' +
      'return { year: match ? match[1] : "", month: match ? match[2] : "" }',
  ],
  [
    'a dot over lines',
    'const text = "<h1>a\\nb</h1>"; const match = text.match(/<h1>(.*?)<\\/h1>/s); ' +
      'return [{ json: { title: match ? match[1] : "" } }]',
  ],
  [
    'implicit globals',
    'output = []\nmax = 1\nlet counter = 0\nfor (const item of items) {\n' +
    ' let post = { title: item.json.name }\n output.push(post)\n if (counter++ >= max) break;\n}\n' +
    'return { "posts": output };',
  ],
  [
    'an early way out in a loop',
    'const out = []; items.forEach(item => { if (item.json.n > 10) return; out.push(item.json.n) }); ' +
      'return { out }',
  ],
  [
    'numbered elements',
    'const list = [1, 2, 3]; for (let i = 0; i < list.length; i++) { list[i] = list[i] * 10 } return { list }',
  ],
  [
    'list.entries()',
    'const out = []; for (const [i, item] of items.entries()) { out.push(i + ":" + item.json.name) } ' +
      'return { out }',
  ],
  [
    'what is gone',
    'const names = new Set(["Ana"]); ' +
      'const left = items.filter(i => !names.has(i.json.name)).map(i => i.json.name); return { left }',
  ],
  [
    'filter and map',
    'return items.filter(item => item.json.tags.length > 0).map((item, index) => ({ json: { index, tag: item.json.tags[0] } ' +
      '}))',
  ],
  [
    'an object filled in',
    'const out = { a: 1 }; out.b = $json.n; out["c d"] = { x: [] }; out["c d"].x.push(1); ' +
      'Object.assign(out, { e: 2 }); return [{ json: out }]',
  ],
  [
    'max in a loop',
    'let best = null; for (const item of items) { if (best === null || item.json.n > best.n) best = item.json } ' +
      'return { best: best.name }',
  ],
  ['a block', 'let x = 1; { const y = 2; x += y } return { x }'],
  [
    'a text in a loop',
    'let text = ""; for (const item of items) { text += item.json.name + ", " } ' +
      'return { text: text.slice(0, -2) }',
  ],
]

describe('code of n8n gives what JavaScript gives', () => {
  it.each(said)('%s', async (_, code) => {
    // What names the one item at hand is run for each item by itself.
    const inputs = /\$json|\$input\.item/.test(code) ? [rows.slice(0, 1), rows.slice(1, 2)] : [rows, rows.slice(0, 1)]
    for (const input of inputs)
      expect(single(await inJsonata(code, input))).toEqual(single(inJavaScript(code, input)))
  })

  it.each([
    'require("crypto"); return 1',
    'const fs = require("fs"); return {}',
    'return await fetch("https://x.test")',
    'return $input.first().binary',
    'for (const item of items) { item.binary.data.fileName = "a" } return items',
    'class A {}; return {}',
    'function* f() { yield 1 } return f()',
    'let total = 0; items.map(i => { total += i.json.n; return i }); return { total }',
    'for (;;) {}',
    '',
    'return',
    'x =>',
    'label: for (const a of items) { break label } return 1',
    'const list = items.filter(Boolean); for (const one of list.slice(1)) { one.json.a = 1 } return list',
  ])('is refused where there are no words: %s', (code) => {
    expect(() => sayCode(code, scope)).toThrow()
  })
})
