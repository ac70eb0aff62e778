import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { count } from '../../../lib/text'
import { Button, IconButton } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState } from '../../../ui/ErrorState'
import { Field, Input } from '../../../ui/Field'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { useBuilder } from '../model/builder'
import { labelsOf, useBlockActs, useBlocks } from './blocks'
import { ChooseFields } from './ChooseFields'
import { extractFields } from './reuse'

/** Keeps questions of this form for all others, and shows what is kept. */
export function BlocksDialog({ onClose }: { onClose: () => void }) {
  const { draft, chosen } = useBuilder()
  const [name, setName] = useState('')
  const [names, setNames] = useState<readonly string[]>(chosen === null ? [] : [chosen])
  const blocks = useBlocks()
  const { save, remove } = useBlockActs()
  const replaces = blocks.data?.some((one) => one.name.toLowerCase() === name.trim().toLowerCase())
  const keep = () =>
    save.mutate(
      { name: name.trim(), definition: extractFields(draft, names) },
      {
        onSuccess: () => {
          toastDone(`${name.trim()} is in the palette of every form now`)
          onClose()
        },
      },
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Keep questions for other forms"
      description="They stand in the palette of every form. A form takes a copy: what is changed there or here later stays apart."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={save.isPending} disabled={names.length === 0 || name.trim() === ''} onClick={keep}>
            {replaces ? 'Replace by' : 'Keep'} {names.length > 0 ? count(names.length, 'question') : '…'}
          </Button>
        </>
      }
    >
      <Field label="Name" required help={replaces ? 'There is a block of this name; it will be replaced.' : 'Such as “Bank details”.'}>
        <Input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
      </Field>
      {save.isError && <ErrorState error={save.error} compact />}
      <ChooseFields definition={draft} names={names} onChange={setNames} />
      {blocks.data && blocks.data.length > 0 && (
        <section aria-label="Kept so far" className="mt-6 border-t border-line pt-3">
          <h3 className="text-dense font-medium">Kept so far</h3>
          <ul className="divide-y divide-line">
            {blocks.data.map((block) => (
              <li key={block.id} className="flex items-center gap-2 py-1.5">
                <span className="min-w-0 flex-1">
                  {block.name}
                  <span className="block truncate text-dense text-ink-2">{labelsOf(block).join(', ')}</span>
                </span>
                <IconButton
                  icon={Trash2}
                  size="small"
                  label={`Remove ${block.name}; forms that have taken it keep their questions`}
                  disabled={remove.isPending}
                  onClick={() => remove.mutate(block.id, { onSuccess: () => toastDone(`${block.name} is gone`), onError: toastFailed })}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}
