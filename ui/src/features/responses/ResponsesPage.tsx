import { UsersRound } from 'lucide-react'
import { useMay } from '../../api/session'
import { paths } from '../../app/paths'
import { useFilters } from '../../lib/useFilters'
import { ButtonLink } from '../../ui/Button'
import { PageBody, PageHeader } from '../../ui/PageHeader'
import { ResponseTable } from './ResponseTable'

/** Every answer that arrived, over all forms. */
export function ResponsesPage() {
  const [{ formId }] = useFilters('formId')
  const may = useMay()
  return (
    <PageBody>
      <PageHeader
        title="Responses"
        lead="What people answered, as it arrived and as it stands now."
        actions={
          may('personal.view') && (
            <ButtonLink icon={UsersRound} to={paths.persons()}>
              Persons
            </ButtonLink>
          )
        }
      />
      <ResponseTable {...(formId ? { formId } : {})} />
    </PageBody>
  )
}
