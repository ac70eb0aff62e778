import { useQueryClient, useSuspenseQueries } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { useParams } from 'react-router'
import { type Form, formQuery, type UndoHistory, undoQuery } from '../../api/forms'
import { useMay, useSession } from '../../api/session'
import { useCrumb } from '../../app/shell/crumb'
import { useFilters } from '../../lib/useFilters'
import { SkeletonRows } from '../../ui/Skeleton'
import { Tabs } from '../../ui/Tabs'
import { BuilderHeader } from './BuilderHeader'
import { BuildTab } from './build/BuildTab'
import { FormResponses } from './FormResponses'
import { VersionsTab } from './history/VersionsTab'
import { LogicTab } from './logic/LogicTab'
import { save, takeUp, useBuilder } from './model/builder'
import { PreviewTab } from './PreviewTab'
import { type Unsaved, unsavedQuery } from './saving/unsaved'
import { ShareTab } from './share/ShareTab'
import { TranslateTab } from './translate/TranslateTab'

/** One form: built, given its logic, looked at, sent, and its responses. */
export function BuilderPage() {
  const { formId = '' } = useParams()
  return (
    <Suspense fallback={<SkeletonRows />}>
      <Builder key={formId} formId={formId} />
    </Suspense>
  )
}

function Builder({ formId }: { formId: string }) {
  const may = useMay()
  const person = useSession().user.id
  const [form, history, rests] = useSuspenseQueries({
    queries: [
      formQuery(formId),
      { ...undoQuery(formId), ...(may('forms.edit') ? {} : { queryFn: async () => ({ version: 0, past: [], future: [] }) }) },
      { ...unsavedQuery({ person, formId }), ...(may('forms.edit') ? {} : { queryFn: async () => [] }) },
    ],
  }).map((query) => query.data) as [Form, UndoHistory, Unsaved[]]
  // The draft begins with what the server has, before the first picture of the page.
  const opening = { person, history, rests }
  if (useBuilder.getState().formId !== form.id) takeUp(form, opening)
  useEffect(() => takeUp(form, opening), [form, history])
  useLeaving(formId)
  const name = useBuilder((state) => state.name)
  useCrumb(name)
  const [{ tab }, setFilters] = useFilters('tab', 'language')
  const tabs = [
    ...(may('forms.edit')
      ? [
          { value: 'build', label: 'Build', content: <BuildTab /> },
          { value: 'logic', label: 'Logic', content: <LogicTab /> },
          { value: 'translate', label: 'Translate', content: <TranslateTab /> },
        ]
      : []),
    { value: 'preview', label: 'Preview', content: <PreviewTab formId={formId} /> },
    { value: 'share', label: 'Share', content: <ShareTab form={form} /> },
    { value: 'versions', label: 'Versions', content: <VersionsTab formId={formId} mayEdit={may('forms.edit')} /> },
    ...(may('responses.view')
      ? [{ value: 'responses', label: 'Responses', content: <FormResponses formId={formId} /> }]
      : []),
  ]
  const first = tabs[0]!.value
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <title>{`${name} · ConcertMaster`}</title>
      <BuilderHeader
        form={form}
        onGo={(to, language) => setFilters({ tab: to, ...(language === undefined ? {} : { language }) })}
      />
      <Tabs
        label="Parts of the form"
        fill
        className="px-0"
        value={tabs.some((one) => one.value === tab) ? tab : first}
        onChange={(value) => setFilters({ tab: value === first ? null : value })}
        tabs={tabs}
      />
    </div>
  )
}

/** Nothing typed is lost with the page, and what is opened again is asked for again. */
function useLeaving(formId: string) {
  const client = useQueryClient()
  useEffect(() => {
    const saveHidden = () => document.visibilityState === 'hidden' && void save()
    document.addEventListener('visibilitychange', saveHidden)
    return () => {
      document.removeEventListener('visibilitychange', saveHidden)
      void save()
      for (const about of ['one', 'undo', 'unsaved']) client.removeQueries({ queryKey: ['forms', about, formId] })
    }
  }, [client, formId])
}
