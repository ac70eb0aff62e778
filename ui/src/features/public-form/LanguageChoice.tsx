import { useEffect, useState } from 'react'
import { english, type Texts } from '../../form-view/texts/en'
import { directionOf, loadTexts, nameOf, preferred } from '../../form-view/texts/texts'

type Speaking = { language: string; texts: Texts | undefined; speak: (language: string) => void }

const memoryOf = (token: string) => `form-language.${token}`

/** Which language is spoken, and its words as soon as they are there. Whoever was invited in a language is met in it. */
export function useLanguage(token: string, languages: readonly string[], ofPerson?: string | null): Speaking {
  const [language, setLanguage] = useState(() => {
    const chosen = readMemory(token)
    if (chosen !== null && languages.includes(chosen)) return chosen
    return preferred(languages, [...(ofPerson ? [ofPerson] : []), ...navigator.languages])
  })
  const [texts, setTexts] = useState<Texts | undefined>(language.startsWith('en') ? english : undefined)
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = directionOf(language)
    // Words that do not arrive must not keep the form away.
    void loadTexts(language).then(setTexts, () => setTexts(english))
  }, [language])
  const speak = (chosen: string) => {
    setLanguage(chosen)
    try {
      window.localStorage.setItem(memoryOf(token), chosen)
    } catch {
      // Asked again next time, then.
    }
  }
  return { language, texts, speak }
}

function readMemory(token: string): string | null {
  try {
    return window.localStorage.getItem(memoryOf(token))
  } catch {
    return null
  }
}

export function LanguageChoice({ languages, speaking }: { languages: readonly string[]; speaking: Speaking }) {
  const { language, texts, speak } = speaking
  return (
    <nav aria-label={texts?.language} className="mx-auto flex max-w-160 flex-wrap justify-end gap-x-4 px-4 pt-4 print:hidden">
      {languages.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          dir={directionOf(one)}
          aria-current={one === language ? 'true' : undefined}
          onClick={() => speak(one)}
          className={`min-h-10 text-sm ${one === language ? 'font-semibold text-ink' : 'text-accent underline underline-offset-2'}`}
        >
          {nameOf(one)}
        </button>
      ))}
    </nav>
  )
}
