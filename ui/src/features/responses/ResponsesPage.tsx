import { useFilters } from '../../lib/useFilters'
import { PageBody, PageHeader } from '../../ui/PageHeader'
import { ResponseTable } from './ResponseTable'

/** Every answer that arrived, over all forms. */
export function ResponsesPage() {
  const [{ formId }] = useFilters('formId')
  return (
    <PageBody>
      <PageHeader title="Responses" lead="What people answered, as it arrived and as it stands now." />
      <ResponseTable {...(formId ? { formId } : {})} />
    </PageBody>
  )
}
