import { createContext, useContext } from 'react'
import type { Choice } from '../form'

/** A file that has arrived, as it stands in the answers. Only `id` counts; the server knows the rest better. */
export type FileAnswer = {
  id: string
  name?: string
  size?: number
  type?: string
  sha256?: string
  /** `quarantined` until a scanner has looked at it. */
  status?: 'ready' | 'quarantined' | 'rejected'
}

/** A file on its way. */
export type Transfer = {
  key: string
  name: string
  size: number
  sent: number
  state: 'sending' | 'waiting' | 'failed'
  because?: string
}

/** What controls reach outside for. The public form has the server's; a preview has its own. */
export type Surroundings = {
  fileBytesMax: number
  /** False where files are only shown. */
  takesFiles: boolean
  transfers: {
    subscribe: (listener: () => void) => () => void
    of: (path: string) => readonly Transfer[]
    /** What arrives is put into the answers by whoever keeps them: much may have been typed meanwhile. */
    start: (path: string, file: File) => void
    cancel: (path: string, key: string) => void
    /** A row goes away: what was on its way to it is stopped, and the rows below move up. */
    closeRow: (path: string, at: number) => void
  }
  /** Forgets a file that had arrived. */
  forget: (answer: FileAnswer) => void
  /** Undefined where nothing can be looked up just now. `column` is named for what is asked in each row. */
  lookUp: (field: string, text: string, column?: string) => Promise<Choice[] | undefined>
}

const none: readonly Transfer[] = []

/** Nothing leaves the page, and no file arrives; lookups find what was typed. */
export const nowhere: Surroundings = {
  fileBytesMax: 25 * 1024 * 1024,
  takesFiles: true,
  transfers: {
    subscribe: () => () => undefined,
    of: () => none,
    start: () => undefined,
    cancel: () => undefined,
    closeRow: () => undefined,
  },
  forget: () => undefined,
  lookUp: async (_field, text) => [1, 2, 3].map((n) => ({ value: `${text} ${n}`, label: `${text} ${n}` })),
}

const Context = createContext<Surroundings>(nowhere)

export const SurroundingsProvider = Context.Provider
export const useSurroundings = () => useContext(Context)

export function writeSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilo = bytes / 1024
  return kilo < 1024 ? `${Math.round(kilo)} kB` : `${(kilo / 1024).toFixed(kilo < 10 * 1024 ? 1 : 0)} MB`
}

/** Whether a file is of a kind that is taken: `image/*`, `application/pdf` or `.pdf`. The server looks at the content. */
export function isAccepted(file: { name: string; type: string }, accept: readonly string[]): boolean {
  if (accept.length === 0 || file.type === '') return true
  return accept.some((one) =>
    one.startsWith('.')
      ? file.name.toLowerCase().endsWith(one.toLowerCase())
      : one.endsWith('/*')
        ? file.type.startsWith(one.slice(0, -1))
        : file.type === one,
  )
}
