import { CircleCheck, Copy, Hourglass } from 'lucide-react'
import type { Invitation } from '../../../api/forms'
import { copyText } from '../../../lib/copyText'
import { count } from '../../../lib/text'
import { Button } from '../../../ui/Button'
import { toastDone, toastFailed } from '../../../ui/Toast'

/** The personal links just sent. They are shown once: afterwards only the recipient has them. */
export function Invitations({ invitations, waits }: { invitations: readonly Invitation[]; waits: boolean }) {
  const told = invitations.filter((one) => one.bounced === null).length
  const copy = (text: string) => void copyText(text).then(() => toastDone('Copied'), toastFailed)
  return (
    <section aria-label="Links just sent" className="border-t border-line p-4">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="flex flex-1 items-center gap-2 font-medium">
          {waits ? (
            <>
              <Hourglass size={18} aria-hidden className="text-waiting" /> The letters have to wait; “Sent so far” says why. The
              links are good already.
            </>
          ) : (
            <>
              <CircleCheck size={18} aria-hidden className="text-done" /> Sent to {count(told, 'person', 'people')}
              {told < invitations.length && `, ${invitations.length - told} could not be reached`}
            </>
          )}
        </p>
        <Button
          size="small"
          icon={Copy}
          onClick={() => copy(invitations.map((one) => `${one.email || one.phone}\t${one.url}`).join('\n'))}
        >
          Copy all links
        </Button>
      </div>
      <ul className="mt-2 max-h-72 divide-y divide-line overflow-auto">
        {invitations.slice(0, 200).map((invitation) => (
          <li key={invitation.token} className="flex flex-wrap items-center gap-x-3 py-1.5">
            <span className="min-w-0 flex-1 basis-48 wrap-anywhere">
              {invitation.email || invitation.phone}
              {invitation.bounced && <span className="block text-dense text-failed">{invitation.bounced}</span>}
            </span>
            <a href={invitation.url} className="min-w-0 max-w-full truncate font-mono text-xs text-accent">
              {invitation.url}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
