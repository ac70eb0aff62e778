import { PageBody } from '../../ui/PageHeader'
import { FormAnswers } from '../responses/FormAnswers'

/** The responses of this form. */
export function FormResponses({ formId }: { formId: string }) {
  return (
    <PageBody>
      <FormAnswers formId={formId} />
    </PageBody>
  )
}
