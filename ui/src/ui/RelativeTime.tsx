import { exactText, relativeText } from '../lib/time'
import { useNow } from '../lib/useNow'

/** "4 min ago", with the exact time on hover and for machines. */
export function RelativeTime({ at }: { at: string | null | undefined }) {
  const now = useNow()
  if (!at) return <span className="text-ink-3">never</span>
  return (
    <time dateTime={at} title={exactText(at)} className="whitespace-nowrap">
      {relativeText(at, now)}
    </time>
  )
}
