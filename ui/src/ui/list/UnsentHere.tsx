import { CloudOff } from 'lucide-react'
import { Link } from 'react-router'

interface UnsentHereProps {
  /** What is opened to send them: "workflow". */
  what: string
  items: readonly { to: string; name: string }[]
}

/** What was changed here without a connection and left before it was back: opening it sends what waits. */
export function UnsentHere({ what, items }: UnsentHereProps) {
  if (items.length === 0) return null
  return (
    <section
      aria-label="Changes that are not sent"
      className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card border border-attention/40 bg-attention/8 px-4 py-2"
    >
      <CloudOff size={16} aria-hidden className="text-attention" />
      <p>Changes that you made here are not sent yet. Open the {what} to send them:</p>
      <ul className="flex flex-wrap gap-x-3">
        {items.map(({ to, name }) => (
          <li key={to}>
            <Link to={to} className="font-medium text-accent">
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
