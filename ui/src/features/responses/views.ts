import { usePreference } from '../../app/preferences'

/** A way of looking at the responses of a form that somebody wants again: its part of the address. */
export type View = { name: string; query: string }

const viewCountMax = 30

/** Views of one's own, found again on any device. */
export function useViews(formId: string) {
  const [views, setViews] = usePreference<View[]>(`responses.views.${formId}`, [])
  const others = (name: string) => views.filter((one) => one.name !== name)
  return {
    views,
    /** In place of one that had its name. */
    save: (view: View) => setViews([...others(view.name), view].slice(-viewCountMax)),
    drop: (name: string) => setViews(others(name)),
  }
}
