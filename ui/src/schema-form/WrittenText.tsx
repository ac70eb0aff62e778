import type { ComponentProps } from 'react'
import { Textarea } from '../ui/Field'

/** A text that is gone on with where the caret was. */
export function WrittenText({ caret, ...rest }: ComponentProps<typeof Textarea> & { caret: number | null }) {
  const goOn = (element: HTMLTextAreaElement | null) => {
    if (element === null || caret === null || element === document.activeElement) return
    element.focus()
    element.setSelectionRange(caret, caret)
  }
  return <Textarea ref={goOn} {...rest} />
}
