import type { Role } from '../../api/session'
import { sentenceOf } from '../../lib/text'

/** What each role may do, in a sentence; src/ConcertMaster/Shared/Permission.cs decides. */
export const roleWords: Record<Role, string> = {
  owner: 'May do everything, also invite people and give roles.',
  builder: 'Draws workflows and forms, publishes and runs them, keeps connections.',
  operator: 'Starts and repairs runs, sends forms, corrects answers.',
  reviewer: 'Decides what comes to review; sees workflows, runs, forms and answers.',
  auditor: 'Sees everything with its whole history, and changes nothing.',
}

export const roleOptions = (Object.keys(roleWords) as Role[]).map((role) => ({ value: role, label: sentenceOf(role) }))
