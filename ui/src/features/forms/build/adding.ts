import { choose, edit, useBuilder } from '../model/builder'
import { addField, type Draft, type Place, placeOf } from '../model/edits'

/** Puts a field below the chosen one, or at the end. */
export const addBelowChosen = (kind: string) => addAt(kind, below(useBuilder.getState()))

/** Puts a field on the form and lets its question be written at once. */
export function addAt(kind: string, place: Place) {
  const { chosen } = useBuilder.getState()
  // First: leaving a field may give it another name.
  if (chosen !== null) choose(null)
  const added = addField(useBuilder.getState().draft, kind, place)
  edit(() => added.draft, added.name)
  // On a touch screen the keyboard would cover the form each time.
  if (window.matchMedia('(min-width: 1024px) and (pointer: fine)').matches) writeQuestion()
}

/** The box of the question takes the focus as soon as it is drawn, all of it marked to be written over. */
export function writeQuestion() {
  requestAnimationFrame(() => {
    document.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' })
    mark(document.querySelector<HTMLTextAreaElement>('[data-question]'))
  })
}

/** The box above the palette, where a field is found by its name. */
export const findField = () => mark(document.querySelector<HTMLInputElement>('[data-find-field]'))

// Marking alone gives the focus in some browsers only.
function mark(box: HTMLInputElement | HTMLTextAreaElement | null) {
  box?.focus()
  box?.select()
}

/** The place below the chosen field, or at the end. */
export function below({ draft, chosen }: { draft: Draft; chosen: string | null }): Place {
  const place = chosen === null ? undefined : placeOf(draft, chosen)
  if (place) return { page: place.page, at: place.at + 1 }
  const page = draft.ui.pages.length - 1
  return { page, at: draft.ui.pages[page]?.fields.length ?? 0 }
}
