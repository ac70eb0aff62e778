import { Inbox, Mail } from 'lucide-react'
import { type MailboxMessage, useMailbox } from '../../api/system'
import { classes } from '../../lib/classes'
import { dateTimeText } from '../../lib/time'
import { useFilters } from '../../lib/useFilters'
import { EmptyState } from '../../ui/EmptyState'
import { ListBody } from '../../ui/list/ListBody'
import { Card, PageBody, PageHeader } from '../../ui/PageHeader'
import { RelativeTime } from '../../ui/RelativeTime'

/** Mails that a development host would have sent. */
export function MailboxPage() {
  const mailbox = useMailbox()
  const [{ message }, set] = useFilters('message')
  const items = mailbox.data?.items ?? []
  const open = items.find((one) => one.id === message) ?? items[0]
  return (
    <PageBody>
      <PageHeader
        title="Development mailbox"
        lead="No mail server is set, so mails stay here instead of leaving this machine."
      />
      <ListBody
        list={{ ...mailbox, items }}
        empty={
          <Card>
            <EmptyState icon={Inbox} title="No mail yet">
              Send a form or run a workflow that sends mail; it arrives here within a second.
            </EmptyState>
          </Card>
        }
      >
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[360px_1fr]">
          <Card title="Messages">
            <ul>
              {items.map((one) => (
                <li key={one.id} className="border-b border-line last:border-0">
                  <button
                    type="button"
                    aria-current={one.id === open?.id ? 'true' : undefined}
                    onClick={() => set({ message: one.id })}
                    className={classes(
                      'flex w-full gap-3 px-4 py-3 text-left hover:bg-sunken',
                      one.id === open?.id && 'bg-accent-soft hover:bg-accent-soft',
                    )}
                  >
                    <Mail size={16} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
                    <span className="min-w-0 flex-1">
                      <span className="block truncate font-medium">{one.subject}</span>
                      <span className="block truncate text-dense text-ink-2">{one.to}</span>
                    </span>
                    <span className="text-dense text-ink-2">
                      <RelativeTime at={one.at} />
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </Card>
          {open && <Message message={open} />}
        </div>
      </ListBody>
    </PageBody>
  )
}

/** A link of this host opens here, whatever address the host believes to have. */
const here = (link: string) => {
  try {
    const url = new URL(link)
    return /^https?:$/.test(url.protocol) ? link : '#'
  } catch {
    return '#'
  }
}

function Message({ message }: { message: MailboxMessage }) {
  return (
    <Card>
      <article aria-label={message.subject} className="p-5">
        <h2 className="text-base font-semibold">{message.subject}</h2>
        <p className="mt-1 text-dense text-ink-2">
          To {message.to}, {dateTimeText(message.at)}
        </p>
        {message.links.length > 0 && (
          <ul aria-label="Links" className="mt-4 flex flex-col gap-1">
            {message.links.map((link) => (
              <li key={link}>
                <a href={here(link)} className="font-mono text-dense break-all text-accent underline">
                  {link}
                </a>
              </li>
            ))}
          </ul>
        )}
        <p className="mt-4 border-t border-line pt-4 wrap-anywhere whitespace-pre-wrap">{message.text}</p>
      </article>
    </Card>
  )
}
