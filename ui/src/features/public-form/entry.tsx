import { createRoot } from 'react-dom/client'
import { continueFrom, openForm, type Opened } from './filling/link'
import { PublicForm } from './PublicForm'

/** Starts the page at `/f/{token}`, without anything of the signed-in application. */
export function startPublicForm(container: HTMLElement, token: string) {
  const root = createRoot(container)
  const show = (at: string, opening: Promise<Opened>) =>
    root.render(<PublicForm key={at} token={at} opening={opening} onToken={go} />)
  // The address changes with the form, so that a reload comes back to it.
  const go = (to: string) => {
    window.history.replaceState(null, '', `/f/${encodeURIComponent(to)}`)
    show(to, openForm(to))
  }
  if (!new URLSearchParams(window.location.search).has('continue')) return show(token, openForm(token))
  void continueFrom(token).then((found) => {
    if ('token' in found) go(found.token)
    else show(token, Promise.resolve(found))
  })
}
