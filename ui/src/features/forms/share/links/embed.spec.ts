// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { embedding } from './embed'

const link = { id: '0198', url: 'https://forms.example.org/f/token?language=de&plain' }

/** As a page that the snippet is pasted into: scripts of set HTML do not run by themselves. */
const paste = (snippet: string) => {
  document.body.innerHTML = snippet
  new Function(document.querySelector('script')!.textContent)()
  return document.querySelector('iframe')!
}

const say = (source: Window | null, data: unknown) => window.dispatchEvent(new MessageEvent('message', { source, data }))

it('makes the frame as high as the form says, and listens to nobody else', () => {
  const frame = paste(embedding(link, 'Figures'))
  say(frame.contentWindow, { type: 'concertmaster:height', height: 731 })
  expect(frame.style.height).toBe('731px')
  say(window, { type: 'concertmaster:height', height: 5 })
  say(frame.contentWindow, 'hello')
  expect(frame.style.height).toBe('731px')
})

it('keeps the name of a form out of the markup', () => {
  const frame = paste(embedding(link, '"><script>alert(1)</script> & co'))
  expect(frame.title).toBe('"><script>alert(1)</script> & co')
  expect(frame.src).toBe(link.url)
  expect(document.querySelectorAll('script')).toHaveLength(1)
})
