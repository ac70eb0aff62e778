import { describe, expect, it } from 'vitest'
import { evaluate } from './evaluate'

const scope = { input: { figures: [1, 2], name: 'Kenya' }, bindings: { run: { id: 'r1' } } }

describe('an expression, evaluated as the server does', () => {
  it('keeps the type of its value when it stands alone', async () => {
    expect(await evaluate('{{ $sum(figures) }}', scope, false)).toEqual({ kind: 'value', value: 3 })
  })

  it('becomes text among text', async () => {
    expect(await evaluate('{{ name }}: {{ $sum(figures) }} in {{ $run.id }}', scope, false)).toEqual({
      kind: 'value',
      value: 'Kenya: 3 in r1',
    })
  })

  it('needs no braces where the whole field is an expression', async () => {
    expect(await evaluate('$count(figures)', scope, true)).toEqual({ kind: 'value', value: 2 })
  })

  it('names the place of a fault, counted in the whole text', async () => {
    const outcome = await evaluate('ab {{ 1 + }}', scope, false)
    expect(outcome.kind).toBe('fault')
    expect(outcome.kind === 'fault' && outcome.at).toBeGreaterThan(5)
  })

  it('says that a function is to be called, since no step can have one as a value', async () => {
    for (const source of ['function($x) { $x }', '$sum'])
      expect(await evaluate(source, scope, true)).toMatchObject({ kind: 'fault', at: null })
  })
})
