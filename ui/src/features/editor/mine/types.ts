import { useCallback } from 'react'
import { usePreference } from '../../../app/preferences'

const recentMax = 5
const none: string[] = []

/** The step types that I marked, and those that I took last. */
export function useMyTypes() {
  const [favourites, setFavourites] = usePreference<string[]>('editor.favourites', none)
  const [recent, setRecent] = usePreference<string[]>('editor.recent', none)
  const toggle = useCallback(
    (type: string) => setFavourites(favourites.includes(type) ? favourites.filter((one) => one !== type) : [...favourites, type]),
    [favourites, setFavourites],
  )
  const remember = useCallback(
    (type: string) => {
      if (recent[0] !== type) setRecent([type, ...recent.filter((one) => one !== type)].slice(0, recentMax))
    },
    [recent, setRecent],
  )
  return { favourites, recent, toggle, remember }
}
