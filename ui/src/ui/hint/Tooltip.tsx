import { Tooltip as Radix } from 'radix-ui'
import { type ReactNode, useContext } from 'react'
import { Beneath } from './beneath'

interface TooltipProps {
  text: ReactNode
  shortcut?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  children: ReactNode
}

/** A short hint on hover and focus. Never the only place where something is said. */
export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps) {
  const closeBeneath = useContext(Beneath)
  return (
    <Radix.Root delayDuration={350}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          onEscapeKeyDown={() => closeBeneath?.()}
          className="z-50 max-w-80 rounded-field bg-ink px-2 py-1 text-dense text-paper shadow-float"
        >
          {text}
          {shortcut && <kbd className="ml-2 font-mono text-xs opacity-75">{shortcut}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** With no wait left out, a hint shows at once only where the focus asks for it: then it lets clicks through (tokens.css). */
export const TooltipProvider = ({ children }: { children: ReactNode }) => <Radix.Provider skipDelayDuration={0}>{children}</Radix.Provider>
