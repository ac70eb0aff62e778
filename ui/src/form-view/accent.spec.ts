import { expect, it } from 'vitest'
import { accentOn, accentRules, contrast, rgbOf } from './accent'

it.each(['#ffd400', '#003b71', '#808080', '#ffffff', '#000000', '#e30613'])('makes %s readable on both papers', (colour) => {
  for (const [scheme, paper] of [
    ['light', '#f7f7f4'],
    ['dark', '#14151a'],
  ] as const) {
    const { accent, onAccent } = accentOn(colour, scheme)!
    expect(contrast(rgbOf(accent)!, rgbOf(paper)!)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(rgbOf(accent)!, rgbOf(onAccent)!)).toBeGreaterThanOrEqual(4.5)
  }
})

it('leaves a colour that can be read as it is', () =>
  expect(accentOn('#003b71', 'light')).toEqual({ accent: '#003b71', onAccent: '#ffffff' }))

it('writes no rule for what is no colour', () =>
  expect(accentRules('red}body{display:none', ':root', '.dark')).toBe(''))
