/** Marks what a fault can lead to: a field or page as it stands on one of the tabs. */
export const placeOn = (tab: string, place: string) => ({ 'data-place': `${tab} ${place}` })

/** Leads eye and keyboard to a place on the tab that is opened now, as soon as it is drawn; first to what is missing there. */
export function leadTo(tab: string, place: string, tries = 30) {
  requestAnimationFrame(() => {
    const places = [...document.querySelectorAll<HTMLElement>('[data-place]')].filter(
      (one) => one.dataset['place'] === `${tab} ${place}`,
    )
    const found = places.find((one) => one.dataset['missing'] !== undefined) ?? places[0]
    if (!found) return tries > 0 ? leadTo(tab, place, tries - 1) : undefined
    found.scrollIntoView({ block: 'center' })
    found.querySelector<HTMLElement>('textarea, input, button[aria-pressed], button')?.focus({ preventScroll: true })
  })
}
