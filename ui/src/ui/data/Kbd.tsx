import type { ReactNode } from 'react'

export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="rounded border border-line bg-sheet px-1 font-mono text-xs">{children}</kbd>
)
