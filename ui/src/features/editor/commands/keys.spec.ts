import { expect, it } from 'vitest'
import { comboOf } from './keys'

const pressed = (key: string, code: string, held: Partial<KeyboardEvent>) =>
  comboOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held } as KeyboardEvent)

it('takes Option with a letter of a Mac for the letter', () => {
  expect(pressed('†', 'KeyT', { altKey: true })).toBe('Alt+T')
  expect(pressed('ˇ', 'KeyT', { altKey: true, shiftKey: true })).toBe('Alt+Shift+T')
})

it('takes a letter for what it is elsewhere, wherever it lies on the keyboard', () => {
  expect(pressed('z', 'KeyY', { ctrlKey: true })).toBe('Mod+Z')
  expect(pressed('t', 'KeyK', { altKey: true })).toBe('Alt+T')
})
