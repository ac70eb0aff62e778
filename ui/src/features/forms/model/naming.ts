import { type Draft, freeName, renameField } from './edits'
import { fieldKinds } from './kinds'

const automatic = new RegExp(`^(${fieldKinds.map((kind) => kind.kind).join('|')})\\d*$`)
const wordCountMax = 5

/** A name for the data after what is asked: `What is your name?` → `whatIsYourName`. Empty where no letter is left. */
export function nameAfter(label: string): string {
  const words = label
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .slice(0, wordCountMax)
    .map((word) => word.toLowerCase())
  const name = words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')
  return /^[a-z]/.test(name) ? name : ''
}

/**
 * Gives a field that is still called after its kind a name after its question, which is what analysts read.
 * Names that are settled, because answers may bear them already, stay.
 */
export function settleName(draft: Draft, name: string, settled: ReadonlySet<string>): { draft: Draft; name: string } {
  const wanted = nameAfter(draft.ui.fields?.[name]?.label ?? '')
  if (settled.has(name) || !automatic.test(name) || wanted === '' || automatic.test(wanted)) return { draft, name }
  const free = freeName(draft, wanted)
  return { draft: renameField(draft, name, free), name: free }
}
