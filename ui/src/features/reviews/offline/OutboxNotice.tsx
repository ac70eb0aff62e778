import { useQueryClient } from '@tanstack/react-query'
import { CloudOff, CloudUpload, Undo2, X } from 'lucide-react'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { useSession } from '../../../api/session'
import { paths } from '../../../app/paths'
import { count } from '../../../lib/text'
import { Button, IconButton } from '../../../ui/Button'
import { toastDone } from '../../../ui/Toast'
import { drop, openOutbox, send, useOutbox, waiting } from './outbox'
import { useConnection } from './useConnection'

/** What was decided without a connection, and what the server said to it afterwards. */
export function OutboxNotice() {
  const { user } = useSession()
  const kept = useOutbox((state) => state.kept)
  const online = useConnection()
  const client = useQueryClient()
  useEffect(() => openOutbox(user.id), [user.id])
  const unsent = waiting(kept)
  const refused = kept.filter((one) => one.refused !== null)
  const sendNow = async () => {
    const arrived = await send()
    if (arrived === 0) return
    toastDone(`Sent what you decided offline: ${count(arrived, 'review')}.`)
    await client.invalidateQueries({ queryKey: ['reviews'] })
  }
  useEffect(() => {
    if (online && unsent.length > 0) void sendNow()
    // Once for each time that there is a connection and something to send.
  }, [online, unsent.length])
  if (online && kept.length === 0) return null
  return (
    <section aria-label="Decided offline" className="max-h-60 shrink-0 overflow-auto border-t border-line bg-sunken px-4 py-2.5">
      <div role="status" className="flex items-center gap-2">
        {online ? <CloudUpload size={16} aria-hidden /> : <CloudOff size={16} aria-hidden />}
        <span className="min-w-0 flex-1">
          {!online && 'No connection. You can read what was loaded, and decide. '}
          {unsent.length > 0 && `${count(unsent.length, 'decision')} to be sent and checked.`}
        </span>
        {online && unsent.length > 0 && (
          <Button size="small" onClick={() => void sendNow()}>
            Send now
          </Button>
        )}
      </div>
      <ul>
        {unsent.map((one) => (
          <li key={one.key} className="flex items-center gap-2 text-dense">
            <span className="min-w-0 flex-1 truncate">
              {one.done}
              {one.instead && `, no longer ${one.instead.toLowerCase()}`}: {one.title}
            </span>
            <IconButton icon={Undo2} size="small" label={`Take back: ${one.title}`} onClick={() => drop(one.key)} />
          </li>
        ))}
        {refused.map((one) => (
          <li key={one.key} className="flex items-start gap-2 py-1 text-dense text-failed">
            <span className="min-w-0 flex-1 wrap-anywhere">
              <Link to={paths.review({ reviewId: one.id })} className="font-medium underline underline-offset-2">
                {one.title}
              </Link>
              {' was not decided: '}
              {one.refused}
            </span>
            <IconButton icon={X} size="small" label={`Put away: ${one.title}`} onClick={() => drop(one.key)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
