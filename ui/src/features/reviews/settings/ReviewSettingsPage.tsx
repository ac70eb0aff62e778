import { ArrowLeft } from 'lucide-react'
import { paths } from '../../../app/paths'
import { useFilters } from '../../../lib/useFilters'
import { ButtonLink } from '../../../ui/Button'
import { PageBody, PageHeader } from '../../../ui/PageHeader'
import { Tabs } from '../../../ui/Tabs'
import { CalendarList } from './CalendarList'
import { ReasonList } from './ReasonList'
import { RuleList } from './RuleList'
import { TemplateList } from './TemplateList'

/** What holds for all reviews of the organisation. */
export function ReviewSettingsPage() {
  const [filters, set] = useFilters('tab')
  return (
    <PageBody>
      <PageHeader
        title="How we review"
        lead="Ways through stages, working hours, reasons, and acts that wait for a second pair of eyes."
        actions={
          <ButtonLink icon={ArrowLeft} to={paths.reviews()}>
            Inbox
          </ButtonLink>
        }
      />
      <Tabs
        label="How we review"
        value={filters.tab || 'stages'}
        onChange={(tab) => set({ tab })}
        tabs={[
          { value: 'stages', label: 'Stages', content: <TemplateList /> },
          { value: 'calendars', label: 'Working hours', content: <CalendarList /> },
          { value: 'reasons', label: 'Reasons', content: <ReasonList /> },
          { value: 'rules', label: 'Second pair of eyes', content: <RuleList /> },
        ]}
      />
    </PageBody>
  )
}
