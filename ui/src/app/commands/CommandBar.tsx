import { CornerDownLeft, Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { Suspense, useEffect } from 'react'
import { create } from 'zustand'
import { lazyPart } from '../../ui/ErrorState'

const CommandList = lazyPart(() => import('./CommandList').then((m) => m.CommandList))

export const useCommandBar = create<{ open: boolean }>(() => ({ open: false }))
export const openCommandBar = () => useCommandBar.setState({ open: true })
export const closeCommandBar = () => useCommandBar.setState({ open: false })

const look =
  'fixed top-[12vh] left-1/2 z-50 flex max-h-[70vh] w-[calc(100vw-24px)] max-w-xl -translate-x-1/2 flex-col ' +
  'overflow-hidden rounded-card border border-line bg-raised shadow-float'

/** Everything one can do and find from here, by name. */
export function CommandBar() {
  const open = useCommandBar((state) => state.open)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        useCommandBar.setState((state) => ({ open: !state.open }))
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <Dialog.Root open={open} onOpenChange={(next) => useCommandBar.setState({ open: next })}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/35" />
        <Dialog.Content
          aria-describedby={undefined}
          className={look}
        >
          <Dialog.Title className="sr-only">Search or command</Dialog.Title>
          <Suspense fallback={<Waiting />}>
            <CommandList />
          </Suspense>
          <footer className="flex items-center gap-3 border-t border-line px-4 py-2 text-xs text-ink-3">
            <span>↑ ↓ choose</span>
            <span className="flex items-center gap-1">
              <CornerDownLeft size={12} aria-hidden /> go
            </span>
            <span>Esc close</span>
          </footer>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const Waiting = () => (
  <div className="flex items-center gap-2 px-4 py-3 text-ink-3">
    <Search size={16} aria-hidden /> Loading…
  </div>
)
