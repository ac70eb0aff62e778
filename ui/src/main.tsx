import './ui/tokens.css'
import { startApplication } from './app/start'
import { applyTheme } from './app/theme'

applyTheme()
startApplication(document.getElementById('root')!)
