import { X } from 'lucide-react'
import { AlertDialog, Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classes } from '../lib/classes'
import { Beneath } from './hint/beneath'
import { Button, IconButton } from './Button'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  footer?: ReactNode
  wide?: boolean | 'full'
  children?: ReactNode
}

const veil = 'fixed inset-0 z-40 bg-black/35'
const sheet =
  'fixed left-1/2 top-1/2 z-40 flex max-h-[90dvh] w-[calc(100vw-24px)] -translate-x-1/2 -translate-y-1/2 ' +
  'flex-col rounded-card border border-line bg-raised shadow-float'

export function Dialog({ open, onOpenChange, title, description, footer, wide, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={veil} />
        <Radix.Content
          className={classes(sheet, wide === 'full' ? 'max-w-[1400px]' : wide ? 'max-w-4xl' : 'max-w-lg')}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className="px-5 pt-4 pr-14 pb-2">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="mt-1 text-ink-2">{description}</Radix.Description>}
            </div>
          </header>
          <Beneath value={() => onOpenChange(false)}>
            {/* Room above for the ring of what has the focus, which would be cut off otherwise. */}
            <div className="min-h-0 flex-1 overflow-auto px-5 pt-1 pb-4">{children}</div>
            {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
            {/* Last, so that the focus begins in what the dialog is about. */}
            <div className="absolute top-3 right-3">
              <Radix.Close asChild>
                <IconButton icon={X} label="Close" size="small" />
              </Radix.Close>
            </div>
          </Beneath>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface ConfirmProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** What it will touch, and whether it can be undone. */
  children: ReactNode
  act: string
  onConfirm: () => void
}

/** Asked only before something that cannot be undone. */
export function ConfirmDialog({ open, onOpenChange, title, children, act, onConfirm }: ConfirmProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={veil} />
        <AlertDialog.Content className={classes(sheet, 'max-w-md p-5')}>
          <AlertDialog.Title className="text-base font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-2 text-ink-2">{children}</div>
          </AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>Keep it</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button kind="danger" onClick={onConfirm}>
                {act}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
