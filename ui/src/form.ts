import './form.css'
import { startEmbedding } from './features/public-form/embedding'
import { startPublicForm } from './features/public-form/entry'

// A program of its own: whoever fills in a form must not wait for the application they never see.
const dark = window.matchMedia('(prefers-color-scheme: dark)')
const applyTheme = () => (document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light')
dark.addEventListener('change', applyTheme)
applyTheme()
startEmbedding()
startPublicForm(
  document.getElementById('root')!,
  decodeURIComponent(/^\/f\/([^/]+)/.exec(window.location.pathname)?.[1] ?? ''),
)
