import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { openForm } from './link'
import { Opening } from './Notices'
import { PublicForm } from './PublicForm'

/** Starts the page at `/f/{token}`, without anything of the signed-in application. */
export function startPublicForm(root: HTMLElement, token: string) {
  const opening = openForm(token)
  createRoot(root).render(
    <StrictMode>
      <Suspense fallback={<Opening />}>
        <PublicForm token={token} opening={opening} />
      </Suspense>
    </StrictMode>,
  )
}
