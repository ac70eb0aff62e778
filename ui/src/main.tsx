import './ui/tokens.css'
import { applyTheme } from './app/theme'

applyTheme()

const root = document.getElementById('root')!
const token = /^\/f\/([^/]+)\/?$/.exec(window.location.pathname)?.[1]

// Two applications behind one address: whoever fills in a form must not wait for the one they never see.
if (token === undefined) void import('./app/start').then(({ startApplication }) => startApplication(root))
else
  void import('./features/public-form/entry').then(({ startPublicForm }) =>
    startPublicForm(root, decodeURIComponent(token)),
  )
