import type { LucideIcon } from 'lucide-react'
import { useEffect } from 'react'
import { create } from 'zustand'

export interface Command {
  id: string
  name: string
  section: string
  icon?: LucideIcon
  shortcut?: string
  /** Why it cannot be done now; such a command is shown but not run. */
  disabled?: string | null
  words?: string
  run: () => void
}

/** Commands of the page that is open; the command bar shows them before everything else. */
export const usePageCommands = create<{ commands: readonly Command[] }>(() => ({ commands: [] }))

export function useCommands(commands: readonly Command[]) {
  useEffect(() => {
    usePageCommands.setState({ commands })
    return () => usePageCommands.setState({ commands: [] })
  }, [commands])
}
