import { ListTree, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../../../api/session'
import { Button, IconButton } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/Dialog'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorState } from '../../../ui/ErrorState'
import { Card } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { type StageTemplate, useSettingsAct, useTemplates } from './settings'
import { saySteps } from './stages'
import { TemplateDialog } from './TemplateDialog'

/** Ways through stages under a name, for many steps and rules. */
export function TemplateList() {
  const templates = useTemplates()
  const mayEdit = useMay()('workflows.edit')
  const act = useSettingsAct()
  const [edited, setEdited] = useState<StageTemplate | 'new' | null>(null)
  const [removed, setRemoved] = useState<StageTemplate | null>(null)
  const items = templates.data?.items ?? []
  return (
    <Card className="mt-5">
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
        <p className="min-w-0 flex-1 basis-72 text-ink-2">
          A Review step names one of these instead of stages of its own. A review keeps the stages it was asked for with.
        </p>
        {mayEdit && (
          <Button icon={Plus} onClick={() => setEdited('new')}>
            New way through stages
          </Button>
        )}
      </div>
      {templates.isPending && <SkeletonRows />}
      {templates.isError && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.isSuccess && items.length === 0 && (
        <EmptyState icon={ListTree} title="No way through stages yet">
          Make one for what several workflows share, such as “Plausibility, then two signatures for large sums”.
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {items.map((template) => (
          <li key={template.id} className="flex items-center gap-3 px-4 py-3">
            <button type="button" disabled={!mayEdit} onClick={() => setEdited(template)} className="min-w-0 flex-1 text-left">
              <span className="block font-medium wrap-anywhere">{template.name}</span>
              <span className="block text-dense text-ink-2 wrap-anywhere">{saySteps(template.stages)}</span>
            </button>
            {mayEdit && <IconButton icon={Trash2} label={`Remove ${template.name}`} onClick={() => setRemoved(template)} />}
          </li>
        ))}
      </ul>
      {edited && <TemplateDialog template={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      <ConfirmDialog
        open={removed !== null}
        onOpenChange={() => setRemoved(null)}
        title={`Remove ${removed?.name ?? ''}?`}
        act="Remove"
        onConfirm={() =>
          removed &&
          act.mutate(
            { act: 'removeTemplate', id: removed.id },
            { onSuccess: () => toastDone('Removed.'), onError: toastFailed },
          )
        }
      >
        Steps that name it will fail until they name another. Reviews that were asked for keep their stages.
      </ConfirmDialog>
    </Card>
  )
}
