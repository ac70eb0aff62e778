/** The language that a page is read in, for dates and times. English ones are written as most of the world writes them. */
export function languageOfPage(): string {
  const language = typeof document === 'undefined' ? '' : document.documentElement.lang
  return language === '' || language === 'en' ? 'en-GB' : language
}
