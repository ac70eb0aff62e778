import type { FormFault } from '../../api/forms'
import { edit } from './model/builder'
import { setSettings } from './model/edits'

export type Mend = { label: string; mend: () => void }

/** What one click does about a fault, where there is only one thing to do. */
export function mendOf({ code, field }: FormFault): Mend | undefined {
  if (code !== 'field.not-personal' || !field) return undefined
  return { label: 'Mark as personal', mend: () => edit((draft) => setSettings(draft, field, { classification: 'personal' })) }
}
