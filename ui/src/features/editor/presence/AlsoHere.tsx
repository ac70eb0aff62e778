import { useOthers } from './others'

const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('')

const shownMax = 4

/** Who else has the workflow open, as small discs with initials. */
export function AlsoHere() {
  const others = useOthers((state) => state.others)
  if (others.length === 0) return null
  return (
    <ul aria-label="Also here" className="flex -space-x-1.5">
      {others.slice(0, shownMax).map((other) => (
        <li
          key={other.connection}
          title={`${other.name} has this workflow open`}
          style={{ background: other.colour }}
          className="grid size-7 place-items-center rounded-full border-2 border-sheet text-xs font-semibold text-white"
        >
          <span aria-hidden>{initials(other.name)}</span>
          <span className="sr-only">{other.name}</span>
        </li>
      ))}
      {others.length > shownMax && <li className="pl-3 text-dense text-ink-2">+{others.length - shownMax}</li>}
    </ul>
  )
}
