import { createContext } from 'react'

/** Closes the dialog that something lies in. A hint that shows takes the Escape key first, and passes it on by this. */
export const Beneath = createContext<(() => void) | null>(null)
