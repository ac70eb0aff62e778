import { create } from 'zustand'

export type ThemeChoice = 'system' | 'light' | 'dark'

const key = 'concert.theme'
const system = window.matchMedia('(prefers-color-scheme: dark)')

const stored = (): ThemeChoice => {
  const value = localStorage.getItem(key)
  return value === 'light' || value === 'dark' ? value : 'system'
}

export const isDark = (choice: ThemeChoice) => choice === 'dark' || (choice === 'system' && system.matches)

export const useTheme = create<{ choice: ThemeChoice }>(() => ({ choice: stored() }))

export const applyTheme = () => {
  document.documentElement.dataset['theme'] = isDark(useTheme.getState().choice) ? 'dark' : 'light'
}

export const chooseTheme = (choice: ThemeChoice) => {
  if (choice === 'system') localStorage.removeItem(key)
  else localStorage.setItem(key, choice)
  useTheme.setState({ choice })
  applyTheme()
}

system.addEventListener('change', applyTheme)
