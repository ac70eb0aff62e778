import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../../../api/session'
import { nameOf } from '../../../form-view/texts/texts'
import {
  type Letter,
  type LetterKind,
  type LetterTemplate,
  lettersQuery,
  useLetterPreview,
  useSaveLetter,
} from './sharing'
import { useDebounced } from '../../../lib/useDebounced'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorState } from '../../../ui/ErrorState'
import { Checkbox, Field, Input, Select, Textarea } from '../../../ui/Field'
import { SkeletonRows } from '../../../ui/Skeleton'
import { Tabs } from '../../../ui/Tabs'
import { toastDone, toastFailed } from '../../../ui/Toast'

const titles: Record<LetterKind, string> = { invitation: 'Invitation', reminder: 'Reminder', sms: 'Text message' }

/** The letters of the form: written on the left, as somebody would get them on the right. */
export function LettersDialog({ formId, onClose }: { formId: string; onClose: () => void }) {
  const [language, setLanguage] = useState('')
  const letters = useQuery({ ...lettersQuery(formId, language), placeholderData: keepPreviousData })
  const [kind, setKind] = useState<LetterKind>('invitation')
  return (
    <Dialog open onOpenChange={onClose} title="Letters" wide="full">
      {letters.isPending && <SkeletonRows count={4} />}
      {letters.isError && <ErrorState error={letters.error} onRetry={() => void letters.refetch()} compact />}
      {letters.data && (
        <Field label="For whom" help="A person's language is a column of the list that the form is sent to." className="mb-4 max-w-80">
          <Select
            value={language}
            onPick={setLanguage}
            options={[
              { value: '', label: 'Everybody without letters of their own' },
              ...letters.data.languages.map((one) => ({ value: one, label: `Who is written to in ${nameOf(one)}` })),
            ]}
          />
        </Field>
      )}
      {letters.data && (
        <Tabs
          label="Letters"
          value={kind}
          onChange={(value) => setKind(value as LetterKind)}
          tabs={letters.data.items.map((letter) => ({
            value: letter.kind,
            label: titles[letter.kind],
            content: (
              <LetterEditor
                key={`${letter.kind} ${language} ${letters.data.version} ${letters.isPlaceholderData}`}
                language={language}
                formId={formId}
                letter={letter}
                names={letters.data.names}
                version={letters.data.version}
              />
            ),
          }))}
        />
      )}
    </Dialog>
  )
}

interface EditorProps {
  formId: string
  language: string
  letter: Letter
  names: readonly string[]
  version: number
}

function LetterEditor({ formId, language, letter, names, version }: EditorProps) {
  const may = useMay()
  const [draft, setDraft] = useState<LetterTemplate>({ subject: letter.subject, text: letter.text, html: letter.html ?? null })
  const save = useSaveLetter(formId, letter.kind, language)
  const change = (changes: Partial<LetterTemplate>) => setDraft((before) => ({ ...before, ...changes }))
  const changed = draft.subject !== letter.subject || draft.text !== letter.text || (draft.html ?? null) !== (letter.html ?? null)
  const keep = (template: LetterTemplate | null) =>
    save.mutate(
      { letter: template, ifMatch: version },
      {
        onSuccess: () => toastDone(template ? 'Saved. Letters from now on read like this.' : 'Back to the usual letter'),
        onError: toastFailed,
      },
    )
  return (
    <div className="grid gap-5 pt-4 lg:grid-cols-2">
      <div className="flex flex-col gap-3">
        {letter.kind !== 'sms' && (
          <Field label="Subject">
            <Input value={draft.subject} onChange={(event) => change({ subject: event.target.value })} />
          </Field>
        )}
        <Field
          label="Text"
          help={
            <>
              Values go in as <code className="font-mono">{'{{name}}'}</code>: {names.join(', ')}. What is not always there goes
              into <code className="font-mono">{'{{#if deadline}}…{{/if}}'}</code>.
            </>
          }
        >
          <Textarea
            rows={letter.kind === 'sms' ? 5 : 12}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
            className="font-mono text-dense"
          />
        </Field>
        {letter.kind !== 'sms' && (
          <Checkbox
            label="HTML of its own"
            help="Otherwise it is made of the text."
            checked={typeof draft.html === 'string'}
            onToggle={(on) => change({ html: on ? '<p>Dear {{recipient}},</p>\n<p><a href="{{link}}">{{form}}</a></p>' : null })}
          />
        )}
        {typeof draft.html === 'string' && (
          <Field label="HTML">
            <Textarea
              rows={8}
              value={draft.html}
              onChange={(event) => change({ html: event.target.value })}
              className="font-mono text-dense"
            />
          </Field>
        )}
        {may('forms.edit') && (
          <div className="flex flex-wrap gap-2">
            <Button kind="primary" disabled={!changed} busy={save.isPending} onClick={() => keep(draft)}>
              Save
            </Button>
            {!letter.isUsual && (
              <Button disabled={save.isPending} onClick={() => keep(null)}>
                Back to the usual one
              </Button>
            )}
          </div>
        )}
      </div>
      <Preview formId={formId} kind={letter.kind} language={language} draft={draft} />
    </div>
  )
}

type PreviewProps = { formId: string; kind: LetterKind; language: string; draft: LetterTemplate }

function Preview({ formId, kind, language, draft }: PreviewProps) {
  const preview = useLetterPreview(formId, kind, language, useDebounced(draft, 400))
  return (
    <section aria-label="Preview" className="flex min-w-0 flex-col gap-3">
      {preview.isError && <ErrorState error={preview.error} compact />}
      {preview.isPending && <SkeletonRows count={4} />}
      {preview.data && (
        <>
          {kind !== 'sms' && (
            <>
              <h3 className="font-semibold wrap-anywhere">{preview.data.subject}</h3>
              {/* Nothing in a letter may run or reach out; the frame has no rights at all. */}
              <iframe
                title="The letter as HTML"
                sandbox=""
                srcDoc={`<body style="font:14px/1.5 sans-serif;margin:16px;background:#fff;color:#1a1c23">${preview.data.html}`}
                className="h-80 w-full rounded-card border border-line bg-white"
              />
            </>
          )}
          <h4 className="text-dense font-medium text-ink-2">{kind === 'sms' ? 'Text message' : 'As plain text'}</h4>
          <p className="rounded-card bg-sunken p-3 text-dense wrap-anywhere whitespace-pre-wrap">{preview.data.text}</p>
          {kind === 'sms' && <p className="text-dense text-ink-3">{preview.data.text.length} characters</p>}
        </>
      )}
    </section>
  )
}
