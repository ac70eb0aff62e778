import { CircleCheck, Copy } from 'lucide-react'
import type { Invitation } from '../../../api/forms'
import { copyText } from '../../../lib/copyText'
import { count } from '../../../lib/text'
import { Button } from '../../../ui/Button'
import { toastDone, toastFailed } from '../../../ui/Toast'

/** The personal links just sent. They are shown once: afterwards only the recipient has them. */
export function Invitations({ invitations }: { invitations: readonly Invitation[] }) {
  const copy = (text: string) => void copyText(text).then(() => toastDone('Copied'), toastFailed)
  return (
    <section aria-label="Links just sent" className="border-t border-line p-4">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="flex flex-1 items-center gap-2 font-medium">
          <CircleCheck size={18} aria-hidden className="text-done" /> Sent to{' '}
          {count(invitations.length, 'person', 'people')}
        </p>
        <Button
          size="small"
          icon={Copy}
          onClick={() => copy(invitations.map((one) => `${one.email}\t${one.url}`).join('\n'))}
        >
          Copy all links
        </Button>
      </div>
      <ul className="mt-2 max-h-72 divide-y divide-line overflow-auto">
        {invitations.slice(0, 200).map((invitation) => (
          <li key={invitation.token} className="flex flex-wrap items-center gap-x-3 py-1.5">
            <span className="min-w-0 flex-1 basis-48 wrap-anywhere">{invitation.email}</span>
            <a href={invitation.url} className="min-w-0 max-w-full truncate font-mono text-xs text-accent">
              {invitation.url}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
