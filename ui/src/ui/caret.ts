import { useState } from 'react'
import { useFieldTies } from './Field'

/**
 * Where the caret was in the control that this one takes the place of: a text becomes an expression, and back, while it is
 * written. Null where nobody was writing.
 */
export function useCaret(): number | null {
  const { id } = useFieldTies()
  const [caret] = useState(() => {
    const before = document.activeElement
    if (!id || !(before instanceof HTMLElement) || (before.id !== id && before.dataset['turns'] !== id)) return null
    if (before instanceof HTMLInputElement || before instanceof HTMLTextAreaElement) return before.selectionStart ?? before.value.length
    return Number.MAX_SAFE_INTEGER
  })
  return caret
}
