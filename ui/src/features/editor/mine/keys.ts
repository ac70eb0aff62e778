import { useMemo } from 'react'
import { usePreference } from '../../../app/preferences'
import type { EditorCommand } from '../commands/context'

/** Keys by the id of a command; what is not named has its own. */
export type MyKeys = Readonly<Record<string, readonly string[]>>

const none: MyKeys = {}

export const useMyKeys = () => usePreference<MyKeys>('editor.keys', none)

/** The commands with the keys that I gave them. */
export const useWithMyKeys = (commands: readonly EditorCommand[]): readonly EditorCommand[] => {
  const [mine] = useMyKeys()
  return useMemo(() => withKeys(commands, mine), [commands, mine])
}

export const withKeys = (commands: readonly EditorCommand[], mine: MyKeys): readonly EditorCommand[] =>
  commands.map((command) => ({ ...command, keys: mine[command.id] ?? command.keys }))

/** Gives keys to a command, and takes them from the one that had them. */
export function rebind(commands: readonly EditorCommand[], mine: MyKeys, id: string, combo: string): MyKeys {
  const next: Record<string, readonly string[]> = { ...mine, [id]: [combo] }
  for (const other of withKeys(commands, mine))
    if (other.id !== id && other.keys.includes(combo)) next[other.id] = other.keys.filter((keys) => keys !== combo)
  return next
}

export const reset = (mine: MyKeys, id: string): MyKeys =>
  Object.fromEntries(Object.entries(mine).filter(([command]) => command !== id))
