import { Send } from 'lucide-react'
import type { Form } from '../../../api/forms'
import { useMay } from '../../../api/session'
import { EmptyState } from '../../../ui/EmptyState'
import { OpenLinks } from './links/OpenLinks'
import { SendCard } from './SendCard'
import { Sendings } from './Sendings'

/** Sends the published form to people, each with a link of their own, or opens it to whoever has a link. */
export function ShareTab({ form }: { form: Form }) {
  const may = useMay()
  if (form.published === null)
    return (
      <EmptyState icon={Send} title="Publish the form first">
        Only a published version can be sent. It stays as it is for those who got it, whatever you change afterwards.
      </EmptyState>
    )
  return (
    <div className="mx-auto grid max-w-5xl gap-4 px-6 py-5 max-md:px-4 max-md:pb-24">
      {may('forms.send') && <SendCard form={form} />}
      <OpenLinks form={form} />
      <Sendings formId={form.id} />
    </div>
  )
}
