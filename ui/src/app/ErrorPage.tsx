import { isRouteErrorResponse, useRouteError } from 'react-router'
import { ErrorState } from '../ui/ErrorState'
import { PageBody } from '../ui/PageHeader'
import { NotFoundPage } from './NotFoundPage'

/** Stands where a page could not be shown. */
export function ErrorPage() {
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />
  return (
    <PageBody>
      <h1 className="sr-only">This page could not be shown</h1>
      <ErrorState error={error} retry="Load the page again" onRetry={() => window.location.reload()} />
    </PageBody>
  )
}
