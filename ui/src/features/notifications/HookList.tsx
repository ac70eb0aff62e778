import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../ui/Button'
import { Field, Input, Select } from '../../ui/Field'
import { Card } from '../../ui/PageHeader'
import { RelativeTime } from '../../ui/RelativeTime'
import { toastFailed } from '../../ui/Toast'
import { useHooks, useNoticeAct } from './notifications'

/** Every notice of the organisation, posted to a chat or a program. For owners. */
export function HookList() {
  const hooks = useHooks(true).data?.items ?? []
  const act = useNoticeAct()
  const [url, setUrl] = useState('')
  const [format, setFormat] = useState('slack')
  return (
    <Card className="p-4">
      <h2 className="font-semibold">Post to a chat or program</h2>
      <p className="mt-1 text-dense text-ink-2">
        Every notice of the organisation goes to these addresses. Titles of reviews leave the house this way.
      </p>
      <ul className="mt-2 divide-y divide-line">
        {hooks.map((hook) => (
          <li key={hook.id} className="flex items-center gap-2 py-1.5">
            <div className="min-w-0 flex-1 text-dense">
              <p className="truncate" title={hook.url}>
                {hook.format === 'slack' ? 'Slack' : 'JSON'} · {hook.url}
              </p>
              {hook.lastAt && (
                <p className={hook.fault ? 'text-failed wrap-anywhere' : 'text-ink-2'}>
                  {hook.fault ?? 'Arrived'} <RelativeTime at={hook.lastAt} />
                  {hook.willRetry && ' · will be tried again'}
                </p>
              )}
            </div>
            <IconButton
              icon={Trash2}
              size="small"
              label={`Stop posting to ${hook.url}`}
              onClick={() => act.mutate({ act: 'removeHook', id: hook.id }, { onError: toastFailed })}
            />
          </li>
        ))}
      </ul>
      <form
        className="mt-3 grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          act.mutate({ act: 'addHook', url, format }, { onSuccess: () => setUrl(''), onError: toastFailed })
        }}
      >
        <Field label="Address">
          <Input type="url" value={url} placeholder="https://" onChange={(event) => setUrl(event.target.value)} />
        </Field>
        <Field label="Format">
          <Select
            value={format}
            onPick={setFormat}
            options={[
              { value: 'slack', label: 'Slack' },
              { value: 'json', label: 'JSON' },
            ]}
          />
        </Field>
        <div>
          <Button type="submit" busy={act.isPending} disabled={url === ''}>
            Post notices there
          </Button>
        </div>
      </form>
    </Card>
  )
}
