import { FilePlus, Trash2 } from 'lucide-react'
import { useNavigate } from 'react-router'
import { useMay } from '../../../api/session'
import { useCreateWorkflow } from '../../../api/workflows'
import { paths } from '../../../app/paths'
import { count } from '../../../lib/text'
import { Button, IconButton } from '../../../ui/Button'
import { ErrorState } from '../../../ui/ErrorState'
import { Card, PageBody, PageHeader } from '../../../ui/PageHeader'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { Preview } from './Preview'
import { shippedTemplates } from './shipped'
import { type Template, useOwnTemplates, useRemoveTemplate } from './templates'

/** Workflows to begin from: those that come along, and those that somebody here has saved. */
export function TemplatesPage() {
  const own = useOwnTemplates()
  return (
    <PageBody>
      <PageHeader title="Templates" lead="Begin from something that works, and make it yours." />
      {own.isError && <ErrorState error={own.error} compact />}
      {own.data && own.data.length > 0 && <Shelf title="Ours" templates={own.data} />}
      <Shelf title="To begin with" templates={shippedTemplates} />
    </PageBody>
  )
}

function Shelf({ title, templates }: { title: string; templates: readonly Template[] }) {
  return (
    <section aria-label={title} className="mb-8">
      <h2 className="mb-3 font-semibold">{title}</h2>
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {templates.map((template) => (
          <li key={template.id}>
            <One template={template} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function One({ template }: { template: Template }) {
  const navigate = useNavigate()
  const may = useMay()('workflows.edit')
  const create = useCreateWorkflow()
  const remove = useRemoveTemplate()
  const start = () =>
    create.mutate(
      { name: template.name, definition: template.definition },
      { onSuccess: ({ id }) => void navigate(paths.workflow({ workflowId: id })), onError: toastFailed },
    )
  return (
    <Card className="flex h-full flex-col overflow-hidden">
      <div className="border-b border-line bg-paper p-3">
        <Preview definition={template.definition} label={`${template.name} in small`} />
      </div>
      <div className="flex flex-1 flex-col gap-2 p-4">
        <h3 className="font-semibold">{template.name}</h3>
        <p className="flex-1 text-ink-2">{template.description}</p>
        <div className="flex items-center gap-2">
          <Button kind="primary" size="small" icon={FilePlus} disabled={!may} busy={create.isPending} onClick={start}>
            Start from this
          </Button>
          <span className="text-dense text-ink-3">{count(template.definition.nodes.length, 'step')}</span>
          {template.own && may && (
            <IconButton
              icon={Trash2}
              size="small"
              label={`Remove the template ${template.name}`}
              className="ml-auto"
              onClick={() => remove.mutate(template.id, { onSuccess: () => toastDone('Removed.'), onError: toastFailed })}
            />
          )}
        </div>
      </div>
    </Card>
  )
}
