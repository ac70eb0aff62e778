/** A way of looking at the responses of a form that somebody wants again: its part of the address. */
export type View = { name: string; query: string }

const keyOf = (formId: string) => `responses.views.${formId}`
const viewCountMax = 30

export function readViews(formId: string, storage = localStorage): View[] {
  try {
    return JSON.parse(storage.getItem(keyOf(formId)) ?? '[]') as View[]
  } catch {
    return []
  }
}

/** Saves a view under its name, in place of one that had it. */
export function saveView(formId: string, view: View, storage = localStorage): View[] {
  const others = readViews(formId, storage).filter((one) => one.name !== view.name)
  return keep(formId, [...others, view].slice(-viewCountMax), storage)
}

export const dropView = (formId: string, name: string, storage = localStorage): View[] =>
  keep(
    formId,
    readViews(formId, storage).filter((one) => one.name !== name),
    storage,
  )

function keep(formId: string, views: View[], storage: Storage): View[] {
  storage.setItem(keyOf(formId), JSON.stringify(views))
  return views
}
