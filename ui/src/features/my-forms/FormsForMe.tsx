import { useQuery } from '@tanstack/react-query'
import { ClipboardList } from 'lucide-react'
import { myFormsQuery } from './myForms'
import { paths } from '../../app/paths'
import { dateTimeText } from '../../lib/time'
import { NeedsList } from '../home/NeedsList'

/** On the first page, for those of whom something is asked; most people never see it. */
export function FormsForMe() {
  const waiting = (useQuery(myFormsQuery).data ?? []).filter((one) => one.state !== 'submitted')
  if (waiting.length === 0) return null
  return (
    <NeedsList
      title="Forms to fill in"
      icon={ClipboardList}
      tone="text-accent"
      empty=""
      items={waiting.map((one) => ({
        id: one.id,
        to: paths.myForms(),
        title: one.form,
        note: one.deadline ? `until ${dateTimeText(one.deadline)}` : (one.message ?? ''),
        at: one.askedAt,
      }))}
    />
  )
}
