import { useEffect, useEffectEvent } from 'react'

/** Single keys over the whole page, except where somebody types or a dialog is open. */
export function useReviewKeys(onKey: (key: string) => void) {
  const tell = useEffectEvent(onKey)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      if (isTyping(event.target) || document.querySelector('[role="dialog"], [role="alertdialog"]')) return
      if ('jkarcx123456789'.includes(event.key)) {
        // Else the key that moves the focus into the reason would also be written there.
        event.preventDefault()
        tell(event.key)
      }
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox'))
