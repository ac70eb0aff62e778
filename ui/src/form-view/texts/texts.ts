import { createContext, useContext } from 'react'
import { english, type Texts } from './en'

/** The words around a form. A form says which languages it speaks; English is what is said when nothing else is. */
export const Speech = createContext<Texts>(english)

export const useTexts = (): Texts => useContext(Speech)

const catalogues: Record<string, () => Promise<Texts>> = {
  ar: () => import('./ar').then((it) => it.arabic),
  de: () => import('./de').then((it) => it.german),
  es: () => import('./es').then((it) => it.spanish),
  fr: () => import('./fr').then((it) => it.french),
}

/** The languages that the words around a form are there in. */
export const spoken: readonly string[] = ['en', ...Object.keys(catalogues)]

/** Loaded only when asked for: most forms speak one language. */
export const loadTexts = (language: string): Promise<Texts> =>
  catalogues[language.split('-')[0] ?? '']?.() ?? Promise.resolve(english)

/** `rtl` for the languages that are written from right to left. */
export const directionOf = (language: string): 'rtl' | 'ltr' =>
  /^(ar|arc|dv|fa|ha|he|khw|ks|ku|ps|sd|ug|ur|yi)\b/i.test(language) ? 'rtl' : 'ltr'

/** The name of a language in itself: Deutsch, العربية. */
export function nameOf(language: string): string {
  try {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
  } catch {
    return language
  }
}

/** Of the languages of a form, the one that the reader prefers; the form's own when it speaks none of theirs. */
export function preferred(languages: readonly string[], wanted: readonly string[]): string {
  const short = (language: string) => language.toLowerCase().split('-')[0]
  for (const one of wanted) {
    const found =
      languages.find((language) => language.toLowerCase() === one.toLowerCase()) ??
      languages.find((language) => short(language) === short(one))
    if (found !== undefined) return found
  }
  return languages[0] ?? 'en'
}
