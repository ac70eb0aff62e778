import { PageBody } from '../../ui/PageHeader'
import { ResponseTable } from '../responses/ResponseTable'

/** The responses of this form. */
export function FormResponses({ formId }: { formId: string }) {
  return (
    <PageBody>
      <ResponseTable formId={formId} />
    </PageBody>
  )
}
