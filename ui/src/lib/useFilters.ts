import { useSearchParams } from 'react-router'

/** Filters live in the URL, so that a page can be sent to a colleague and the back button works. */
export function useFilters<Name extends string>(...names: Name[]) {
  const [search, setSearch] = useSearchParams()
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<Name, string>
  const set = (changes: Partial<Record<Name, string | null>>) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changes) as [Name, string | null][])
          if (value) after.set(name, value)
          else after.delete(name)
        return after
      },
      { replace: true },
    )
  return [values, set] as const
}
