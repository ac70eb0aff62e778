import type { FieldTranslation, Translation } from '../../../form-view/definition'
import { type Field, readForm } from '../../../form-view/form'
import type { Draft } from './edits'

/** One text of a form: what it says, what it says in another language, and how to change that. */
export type Text = {
  id: string
  group: string
  what: string
  base: string
  said: string
  write: (draft: Draft, said: string) => Draft
}

/** Every text of a form in the order in which it is read. */
export function textsOf(draft: Draft, language: string): Text[] {
  const form = readForm(draft)
  const said: Translation = draft.ui.translations?.[language] ?? {}
  const whole = (key: 'intro' | 'thanks' | 'submitLabel', what: string): Text => ({
    id: key,
    group: 'The form',
    what,
    base: draft.ui[key] ?? '',
    said: said[key] ?? '',
    write: (before, text) => translate(before, language, { [key]: text }),
  })
  const pages = form.pages.flatMap((page, index) => [
    {
      id: `page ${index}`,
      group: `Page ${index + 1}`,
      what: 'Title',
      base: page.title,
      said: said.pages?.[index] ?? '',
      write: (before: Draft, text: string) => {
        const titles = before.ui.pages.map((_, at) => before.ui.translations?.[language]?.pages?.[at] ?? '')
        return translate(before, language, { pages: titles.map((title, at) => (at === index ? text : title)) })
      },
    },
    ...page.fields.flatMap((field) => textsOfField(draft, language, field, `Page ${index + 1}`)),
  ])
  return [
    whole('intro', 'Introduction'),
    ...pages,
    whole('submitLabel', 'Button that sends'),
    whole('thanks', 'Thanks'),
  ].filter((text) => text.base !== '')
}

function textsOfField(draft: Draft, language: string, field: Field, group: string): Text[] {
  const { name } = field
  const said: FieldTranslation = draft.ui.fields?.[name]?.translations?.[language] ?? {}
  const one = (key: 'label' | 'help' | 'placeholder' | 'validMessage', what: string, base = ''): Text => ({
    id: `${name} ${key}`,
    group,
    what,
    base,
    said: said[key] ?? '',
    write: (before, text) => translateField(before, name, language, { [key]: text }),
  })
  const choices = field.choices.map((choice) => ({
    id: `${name} choice ${String(choice.value)}`,
    group,
    what: 'Answer',
    base: choice.label,
    said: said.choices?.[String(choice.value)] ?? '',
    write: (before: Draft, text: string) =>
      translateField(before, name, language, {
        choices: {
          ...before.ui.fields?.[name]?.translations?.[language]?.choices,
          [String(choice.value)]: text,
        },
      }),
  }))
  return [
    one('label', 'Question', field.label),
    one('help', 'Help', field.help),
    one('placeholder', 'Example', field.placeholder),
    ...choices,
    one('validMessage', 'When it is not accepted', field.validMessage),
  ]
}

function translate(draft: Draft, language: string, change: Translation): Draft {
  const before = draft.ui.translations?.[language]
  const translations = { ...draft.ui.translations, [language]: { ...before, ...change } }
  return { ...draft, ui: { ...draft.ui, translations } }
}

function translateField(draft: Draft, name: string, language: string, change: FieldTranslation): Draft {
  const settings = draft.ui.fields?.[name] ?? {}
  const translations = {
    ...settings.translations,
    [language]: { ...settings.translations?.[language], ...change },
  }
  return { ...draft, ui: { ...draft.ui, fields: { ...draft.ui.fields, [name]: { ...settings, translations } } } }
}

/** The first language is the one that the form is written in. */
export function setLanguages(draft: Draft, languages: string[]): Draft {
  const kept = Object.fromEntries(
    Object.entries(draft.ui.translations ?? {}).filter(([language]) => languages.includes(language)),
  )
  return { ...draft, ui: { ...draft.ui, languages, translations: kept } }
}
