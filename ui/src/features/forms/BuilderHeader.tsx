import { BookmarkPlus, Blocks, Copy, Ellipsis, History, Redo2, Send, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { type Form, useCreateForm, usePublishForm } from '../../api/forms'
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
import { choose, redo, rename, save, undo, useBuilder } from './model/builder'
import { ProblemsBar } from './ProblemsBar'
import { Conflict } from './saving/Conflict'
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
  const toHistory = () => void navigate(paths.auditStream({ streamId: form.id }))
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
      {/* On a phone two rows: what it is called and what can be done with it, then how it stands. */}
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 md:flex">
        <h1 className="min-w-0 md:flex-1">
          <input
            aria-label="Name of the form"
            value={name}
            readOnly={!mayEdit}
            maxLength={200}
            onChange={(event) => rename(event.target.value)}
            className={nameLook}
          />
        </h1>
        <div className="flex min-w-0 items-center gap-x-3 max-md:col-span-2 max-md:flex-wrap max-md:gap-x-2 max-md:row-start-2">
          <StatusPill status={status} />
          {mayEdit && <ProblemsBar onGo={onGo} />}
          {mayEdit && <SavedState saving={saving} />}
          <span className="flex items-center max-md:ms-auto max-md:-me-2">
            {may('audit.view') && (
              <IconButton icon={History} label="Time machine" className="max-md:hidden" onClick={toHistory} />
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
          </span>
        </div>
        <div className="flex items-center gap-x-3 max-md:gap-x-1">
          {mayEdit && <MoreActs form={form} onHistory={may('audit.view') ? toHistory : undefined} />}
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
      </div>
      {saving.kind === 'conflict' && <Conflict form={form} />}
      {saving.kind === 'failed' && <ErrorState error={saving.error} compact onRetry={() => void save()} />}
      {publish.isError && <ErrorState error={publish.error} compact />}
    </header>
  )
}

type MoreActsProps = {
  form: Form
  /** Leads to the time machine; undefined for whoever may not look at it. */
  onHistory: (() => void) | undefined
}

function MoreActs({ form, onHistory }: MoreActsProps) {
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
        {onHistory && (
          <MenuItem icon={History} onSelect={onHistory}>
            Time machine
          </MenuItem>
        )}
      </Menu>
      {open === 'reuse' && <ReuseDialog onClose={() => setOpen(null)} />}
      {open === 'keep' && <BlocksDialog onClose={() => setOpen(null)} />}
    </>
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
