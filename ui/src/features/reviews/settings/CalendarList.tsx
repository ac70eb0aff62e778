import { CalendarClock, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../../../api/session'
import { count } from '../../../lib/text'
import { Button, IconButton } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorState } from '../../../ui/ErrorState'
import { Card } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { CalendarDialog } from './CalendarDialog'
import { sayHours } from './hours'
import { type Calendar, useCalendars, useSettingsAct } from './settings'

/** When the organisation works: due times that are counted in it pass over nights, weekends and holidays. */
export function CalendarList() {
  const calendars = useCalendars()
  const mayEdit = useMay()('users.manage')
  const act = useSettingsAct()
  const [edited, setEdited] = useState<Calendar | 'new' | null>(null)
  const items = calendars.data?.items ?? []
  return (
    <Card className="mt-5">
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
        <p className="min-w-0 flex-1 basis-72 text-ink-2">
          A Review step names a calendar, and “due in two days” then means two working days.
        </p>
        {mayEdit && (
          <Button icon={Plus} onClick={() => setEdited('new')}>
            New calendar
          </Button>
        )}
      </div>
      {calendars.isPending && <SkeletonRows />}
      {calendars.isError && <ErrorState error={calendars.error} onRetry={() => void calendars.refetch()} />}
      {calendars.isSuccess && items.length === 0 && (
        <EmptyState icon={CalendarClock} title="No calendar yet">
          Without one, due times are counted round the clock.
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {items.map((calendar) => (
          <li key={calendar.id} className="flex items-center gap-3 px-4 py-3">
            <button type="button" disabled={!mayEdit} onClick={() => setEdited(calendar)} className="min-w-0 flex-1 text-left">
              <span className="block font-medium wrap-anywhere">{calendar.name}</span>
              <span className="block text-dense text-ink-2 wrap-anywhere">
                {sayHours(calendar.hours)} · {calendar.zone} · {count(calendar.holidays.length, 'holiday')}
              </span>
            </button>
            {mayEdit && (
              <IconButton
                icon={Trash2}
                label={`Remove ${calendar.name}`}
                onClick={() =>
                  act.mutate(
                    { act: 'removeCalendar', id: calendar.id },
                    {
                      onSuccess: () => toastDone(`Removed ${calendar.name}. Reviews keep the hours they began with.`),
                      onError: toastFailed,
                    },
                  )
                }
              />
            )}
          </li>
        ))}
      </ul>
      {edited && <CalendarDialog calendar={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Card>
  )
}
