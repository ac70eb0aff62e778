import { useQueryClient } from '@tanstack/react-query'
import { type Form, formQuery } from '../../../api/forms'
import { Button } from '../../../ui/Button'
import { saveOver, takeUp } from '../model/builder'

/** Somebody else saved meanwhile: nothing is overwritten without being asked. */
export function Conflict({ form }: { form: Form }) {
  const client = useQueryClient()
  const newest = () => client.fetchQuery({ ...formQuery(form.id), staleTime: 0 })
  return (
    <div
      role="alert"
      className="mt-2 flex flex-wrap items-center gap-3 rounded-card border border-attention/50 bg-attention/6 p-3"
    >
      <p className="min-w-0 flex-1 basis-72">
        Somebody else changed this form meanwhile. Your changes are still here, and not saved.
      </p>
      <Button onClick={() => void newest().then((theirs) => takeUp(theirs, { anew: true }))}>Take theirs</Button>
      <Button onClick={() => void newest().then((theirs) => saveOver(theirs.version))}>Keep mine</Button>
    </div>
  )
}
