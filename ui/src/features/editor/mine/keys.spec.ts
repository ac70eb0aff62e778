import { describe, expect, it } from 'vitest'
import type { EditorCommand } from '../commands/context'
import { rebind, reset, withKeys } from './keys'

const command = (id: string, ...keys: string[]): EditorCommand => ({
  id, name: id, group: 'Edit', keys, disabled: null, run: () => undefined,
})
const commands = [command('copy', 'Mod+C'), command('redo', 'Mod+Y', 'Mod+Shift+Z')]
const keysOf = (mine: Parameters<typeof withKeys>[1]) => withKeys(commands, mine).map((one) => one.keys)

describe('my keys', () => {
  it('stand in the place of the usual ones, and are taken from whoever had them', () => {
    expect(keysOf(rebind(commands, {}, 'copy', 'Mod+Y'))).toEqual([['Mod+Y'], ['Mod+Shift+Z']])
  })

  it('can be given back', () => {
    expect(keysOf(reset({ copy: ['X'] }, 'copy'))).toEqual([['Mod+C'], ['Mod+Y', 'Mod+Shift+Z']])
  })
})
