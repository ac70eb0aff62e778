import { useQueryClient } from '@tanstack/react-query'
import { BookmarkPlus, Blocks, Copy, Ellipsis, History, Redo2, Send, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { type Form, formQuery, useCreateForm, usePublishForm } from '../../api/forms'
import { ApiProblem } from '../../api/problem'
import { useMay } from '../../api/session'
import { paths } from '../../app/paths'
import { Button, IconButton } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { Menu, MenuItem } from '../../ui/Menu'
import { StatusPill } from '../../ui/Pill'
import { toastDone, toastFailed } from '../../ui/Toast'
import { BlocksDialog } from './build/BlocksDialog'
import { ReuseDialog } from './build/ReuseDialog'
import { choose, redo, rename, save, saveOver, takeUp, undo, useBuilder } from './model/builder'
import { ProblemsBar } from './ProblemsBar'
import { SavedState } from './saving/SavedState'

const nameLook =
  '-ml-2 w-full rounded-field border border-transparent bg-transparent px-2 text-title font-semibold tracking-tight ' +
  'text-ellipsis hover:border-line-strong'

export function BuilderHeader({ form, onGo }: { form: Form; onGo: (tab: string | null, language?: string) => void }) {
  const { name, past, future, saving } = useBuilder()
  const publish = usePublishForm(form.id)
  const may = useMay()
  const navigate = useNavigate()
  const mayEdit = may('forms.edit')
  useUndoKeys()
  const status =
    form.published === null
      ? 'draft'
      : form.hasUnpublishedChanges || saving.kind !== 'saved' || past.length > 0
        ? 'changed'
        : 'published'
  const publishNow = async () => {
    // What is chosen still may lack its name in the data.
    choose(null)
    await save()
    const { kind } = useBuilder.getState().saving
    if (kind === 'offline') toastFailed(new ApiProblem(0, null))
    if (kind !== 'saved') return
    publish.mutate(undefined, {
      onSuccess: ({ version }) => {
        useBuilder.setState({ past: [], future: [] })
        toastDone(`Published as version ${version}. New invitations use it; those already sent keep theirs.`)
      },
    })
  }
  return (
    <header className="shrink-0 px-6 pt-4 pb-2 max-md:px-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 flex-1 basis-60">
          <input
            aria-label="Name of the form"
            value={name}
            readOnly={!mayEdit}
            maxLength={200}
            onChange={(event) => rename(event.target.value)}
            className={nameLook}
          />
        </h1>
        <StatusPill status={status} />
        {mayEdit && <ProblemsBar onGo={onGo} />}
        {mayEdit && <SavedState saving={saving} />}
        {may('audit.view') && (
          <IconButton
            icon={History}
            label="Time machine"
            onClick={() => void navigate(paths.auditStream({ streamId: form.id }))}
          />
        )}
        {mayEdit && (
          <>
            <IconButton icon={Undo2} label="Undo" shortcut="Ctrl Z" disabled={past.length === 0} onClick={undo} />
            <IconButton
              icon={Redo2}
              label="Redo"
              shortcut="Ctrl Shift Z"
              disabled={future.length === 0}
              onClick={redo}
            />
          </>
        )}
        {mayEdit && <MoreActs form={form} />}
        {mayEdit && (
          <Button
            kind={status === 'published' ? 'plain' : 'primary'}
            icon={Send}
            busy={publish.isPending}
            disabled={status === 'published'}
            onClick={() => void publishNow()}
          >
            Publish
          </Button>
        )}
      </div>
      {saving.kind === 'conflict' && <Conflict form={form} />}
      {saving.kind === 'failed' && <ErrorState error={saving.error} compact onRetry={() => void save()} />}
      {publish.isError && <ErrorState error={publish.error} compact />}
    </header>
  )
}

function MoreActs({ form }: { form: Form }) {
  const navigate = useNavigate()
  const create = useCreateForm()
  const [open, setOpen] = useState<'reuse' | 'keep' | null>(null)
  const duplicate = () => {
    const { name, draft } = useBuilder.getState()
    create.mutate(
      { name: `${name} (copy)`.slice(0, 200), definition: draft },
      {
        onSuccess: ({ id }) => {
          toastDone(`${form.name} was duplicated. This is the copy.`)
          void navigate(paths.form({ formId: id }))
        },
        onError: toastFailed,
      },
    )
  }
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label="More" />}>
        <MenuItem icon={Copy} onSelect={duplicate}>
          Duplicate this form
        </MenuItem>
        <MenuItem icon={Blocks} onSelect={() => setOpen('reuse')}>
          Take questions from another form…
        </MenuItem>
        <MenuItem icon={BookmarkPlus} onSelect={() => setOpen('keep')}>
          Keep questions for other forms…
        </MenuItem>
      </Menu>
      {open === 'reuse' && <ReuseDialog onClose={() => setOpen(null)} />}
      {open === 'keep' && <BlocksDialog onClose={() => setOpen(null)} />}
    </>
  )
}

/** Somebody else saved meanwhile: nothing is overwritten without being asked. */
function Conflict({ form }: { form: Form }) {
  const client = useQueryClient()
  const newest = () => client.fetchQuery({ ...formQuery(form.id), staleTime: 0 })
  return (
    <div
      role="alert"
      className="mt-2 flex flex-wrap items-center gap-3 rounded-card border border-attention/50 bg-attention/6 p-3"
    >
      <p className="min-w-0 flex-1 basis-72">
        Somebody else changed this form meanwhile. Your changes are still here, and not saved.
      </p>
      <Button onClick={() => void newest().then((theirs) => takeUp(theirs, { anew: true }))}>Take theirs</Button>
      <Button onClick={() => void newest().then((theirs) => saveOver(theirs.version))}>Keep mine</Button>
    </div>
  )
}

function useUndoKeys() {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
      // Inside a box the browser's own undo is what one expects.
      if (event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]), textarea')) return
      event.preventDefault()
      if (event.shiftKey) redo()
      else undo()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
