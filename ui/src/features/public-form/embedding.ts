/** Tells the page around an embedded form how high it is, so that it needs no scrollbar of its own. */
export function startEmbedding() {
  if (window.parent === window) return
  document.documentElement.dataset['embedded'] = ''
  let last = 0
  new ResizeObserver(() => {
    const height = Math.ceil(document.getElementById('root')?.getBoundingClientRect().height ?? 0)
    if (height === last) return
    last = height
    // Only a number: it tells nothing of the answers, so any page around may hear it.
    window.parent.postMessage({ type: 'concertmaster:height', height }, '*')
  }).observe(document.getElementById('root')!)
}
