import type { LucideIcon } from 'lucide-react'
import { Link } from 'react-router'
import { classes } from '../../lib/classes'
import { Card } from '../../ui/PageHeader'
import { RelativeTime } from '../../ui/RelativeTime'

interface NeedsListProps {
  title: string
  icon: LucideIcon
  tone: string
  empty: string
  items: { id: string; to: string; title: string; note: string; at: string }[]
}

const shownMax = 5

export function NeedsList({ title, icon: Icon, tone, empty, items }: NeedsListProps) {
  return (
    <Card title={title} aside={items.length > 0 && <span className="font-semibold text-ink-2">{items.length}</span>}>
      {items.length === 0 && <p className="px-4 py-6 text-ink-3">{empty}</p>}
      <ul>
        {items.slice(0, shownMax).map((item) => (
          <li key={item.id} className="relative flex gap-3 border-b border-line px-4 py-3 last:border-0 hover:bg-accent-soft/45">
            <Icon size={18} aria-hidden className={classes('mt-0.5 shrink-0', tone)} />
            <div className="min-w-0 flex-1">
              <Link to={item.to} className="line-clamp-2 font-medium after:absolute after:inset-0">
                {item.title}
              </Link>
              {item.note && <p className="line-clamp-2 text-dense text-ink-2">{item.note}</p>}
            </div>
            <span className="text-dense text-ink-3">
              <RelativeTime at={item.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
