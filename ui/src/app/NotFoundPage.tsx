import { Compass } from 'lucide-react'
import { ButtonLink } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { PageBody } from '../ui/PageHeader'
import { paths } from './paths'

export function NotFoundPage() {
  return (
    <PageBody>
      <title>Not found · ConcertMaster</title>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={Compass}
        title="There is no page here"
        action={
          <ButtonLink to={paths.home()} kind="primary">
            Go home
          </ButtonLink>
        }
      >
        The address may be mistyped, or what stood here was archived. Press Ctrl K to look for it by name.
      </EmptyState>
    </PageBody>
  )
}
