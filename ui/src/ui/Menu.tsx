import { Check, type LucideIcon } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { classes } from '../lib/classes'

export const menuLook =
  'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 max-w-80 overflow-y-auto rounded-card border border-line ' +
  'bg-raised p-1 shadow-float'
export const menuItemLook =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-field px-2 py-1 text-work outline-none select-none ' +
  'pointer-coarse:min-h-11 data-highlighted:bg-accent-soft data-disabled:cursor-not-allowed data-disabled:text-ink-3'

interface MenuProps {
  trigger: ReactNode
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
  children: ReactNode
}

export function Menu({ trigger, align = 'end', side = 'bottom', children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align={align} side={side} sideOffset={6} collisionPadding={8} className={menuLook}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface MenuAtProps {
  at: { x: number; y: number }
  label: string
  onClose: () => void
  children: ReactNode
}

/** A menu at a point of the screen. When it closes, the focus goes back, unless what was chosen has put it elsewhere. */
export function MenuAt({ at, label, onClose, children }: MenuAtProps) {
  const [before] = useState(() => document.activeElement)
  const giveBack = (event: Event) => {
    event.preventDefault()
    if (document.activeElement === document.body && before instanceof HTMLElement) before.focus({ preventScroll: true })
  }
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Radix.Trigger asChild>
        <span aria-hidden tabIndex={-1} className="fixed size-0" style={{ left: at.x, top: at.y }} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          onCloseAutoFocus={giveBack}
          className={menuLook}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface MenuItemProps {
  icon?: LucideIcon
  shortcut?: string
  danger?: boolean
  disabled?: boolean
  checked?: boolean
  onSelect: () => void
  children: ReactNode
}

export function MenuItem({ icon: Icon, shortcut, danger, disabled, checked, onSelect, children }: MenuItemProps) {
  const inside = (
    <>
      {Icon && <Icon size={16} aria-hidden className="shrink-0 opacity-80" />}
      <span className="flex-1">{children}</span>
      {checked && <Check size={16} aria-hidden />}
      {shortcut && <kbd className="font-mono text-xs text-ink-3">{shortcut}</kbd>}
    </>
  )
  const look = classes(menuItemLook, danger && 'text-failed')
  return checked === undefined ? (
    <Radix.Item disabled={disabled ?? false} onSelect={onSelect} className={look}>
      {inside}
    </Radix.Item>
  ) : (
    <Radix.CheckboxItem checked={checked} disabled={disabled ?? false} onSelect={onSelect} className={look}>
      {inside}
    </Radix.CheckboxItem>
  )
}

export const MenuLine = () => <Radix.Separator className="my-1 h-px bg-line" />

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 py-1 text-xs font-medium text-ink-3">{children}</Radix.Label>
}
