/** Copies a text, also where a page is served without TLS and the browser therefore has no clipboard for it. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const box = document.createElement('textarea')
  box.value = text
  box.className = 'fixed opacity-0'
  // Within an open dialog, which keeps the focus to itself.
  const place = document.activeElement?.closest('[role=dialog]') ?? document.body
  place.append(box)
  box.select()
  const copied = document.execCommand('copy')
  box.remove()
  if (!copied) throw new Error('The browser did not let the page copy. Mark the text and copy it yourself.')
}
