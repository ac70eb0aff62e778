import { PageBody, PageHeader } from '../../ui/PageHeader'

export function HomePage() {
  return (
    <PageBody>
      <PageHeader title="Home" />
    </PageBody>
  )
}
