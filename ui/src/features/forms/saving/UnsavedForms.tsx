import { useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { formQuery } from '../../../api/forms'
import { useSession } from '../../../api/session'
import { paths } from '../../../app/paths'
import { UnsentHere } from '../../../ui/list/UnsentHere'
import { unsavedOf } from './unsaved'

/** Forms of which something waits to be saved from this browser. */
export function UnsavedForms() {
  const person = useSession().user.id
  const [ids, setIds] = useState<string[]>([])
  useEffect(() => void unsavedOf(person).then(setIds), [person])
  const forms = useQueries({ queries: ids.map(formQuery) })
  const items = ids.map((formId, index) => ({ to: paths.form({ formId }), name: forms[index]?.data?.name ?? 'a form' }))
  return <UnsentHere what="form" items={items} />
}
