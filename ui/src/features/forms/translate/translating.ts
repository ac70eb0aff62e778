import type { FieldSettings, FieldTranslation, Translation } from '../../../form-view/definition'
import { type Field, readForm } from '../../../form-view/form'
import type { Draft } from '../model/edits'

/** One text of a form: what it says, what it says in another language, and how to change that. */
export type Text = {
  id: string
  /** What it belongs to: a field, a page as `page:0`, or the form as a whole, which is empty. */
  place: string
  group: string
  what: string
  base: string
  said: string
  write: (draft: Draft, said: string) => Draft
}

/** Every text of a form in the order in which it is read. */
export function textsOf(draft: Draft, language: string, name = ''): Text[] {
  const form = readForm(draft)
  const said: Translation = draft.ui.translations?.[language] ?? {}
  const whole = (key: 'name' | 'intro' | 'thanks' | 'submitLabel', what: string): Text => ({
    id: key,
    place: '',
    group: 'The form',
    what,
    base: key === 'name' ? name : (draft.ui[key] ?? ''),
    said: said[key] ?? '',
    write: (before, text) => translate(before, language, { [key]: text }),
  })
  const ofPage = (key: 'pages' | 'pageDescriptions', what: string, index: number, base = ''): Text => ({
    id: `${key} ${index}`,
    place: `page:${index}`,
    group: `Page ${index + 1}`,
    what,
    base,
    said: said[key]?.[index] ?? '',
    write: (before, text) => {
      const texts = before.ui.pages.map((_, at) => before.ui.translations?.[language]?.[key]?.[at] ?? '')
      return translate(before, language, { [key]: texts.with(index, text) })
    },
  })
  const pages = form.pages.flatMap((page, index) => [
    ofPage('pages', 'Title', index, page.title),
    ofPage('pageDescriptions', 'Description', index, page.description),
    ...page.fields.flatMap((field) => textsOfField(draft, language, field, `Page ${index + 1}`)),
  ])
  return [
    whole('name', 'Title'),
    whole('intro', 'Introduction'),
    ...pages,
    whole('submitLabel', 'Button that sends'),
    whole('thanks', 'Thanks'),
  ].filter((text) => text.base !== '')
}

/** Of a field, or with `within` of a part of another: the boxes of an address, the lines of a matrix, the columns of rows. */
function textsOfField(draft: Draft, language: string, field: Field, group: string, within?: Field): Text[] {
  const name = within ? `${within.name}/${field.name}` : field.name
  const path: Path = within ? [within.name, field.name] : [field.name]
  const said: FieldTranslation = settingsAt(draft, path).translations?.[language] ?? {}
  const one = (key: Exclude<keyof FieldTranslation, 'choices'>, what: string, base = ''): Text => ({
    id: `${name} ${key}`,
    place: path[0],
    group,
    what,
    base,
    said: said[key] ?? '',
    write: (before, text) => translateField(before, path, language, { [key]: text }),
  })
  const choices = field.choices.map((choice) => ({
    id: `${name} choice ${String(choice.value)}`,
    place: path[0],
    group,
    what: 'Answer',
    base: choice.label,
    said: said.choices?.[String(choice.value)] ?? '',
    write: (before: Draft, text: string) =>
      translateField(before, path, language, {
        choices: {
          ...settingsAt(before, path).translations?.[language]?.choices,
          [String(choice.value)]: text,
        },
      }),
  }))
  return [
    one('label', within ? `Part of “${within.label}”` : 'Question', field.label),
    one('help', 'Help', field.help),
    one('placeholder', 'Example', field.placeholder),
    one('lowLabel', 'Lowest step', field.lowLabel),
    one('highLabel', 'Highest step', field.highLabel),
    ...choices,
    one('validMessage', 'When it is not accepted', field.validMessage),
    ...(within ? [] : [...partsOf(field), ...field.columns].flatMap((part) => textsOfField(draft, language, part, group, field))),
  ]
}

// The words around an amount are those of the page.
const partsOf = (field: Field) => (field.widget === 'money' ? [] : field.parts)

type Path = [string] | [string, string]

const settingsAt = (draft: Draft, [name, part]: Path): FieldSettings => {
  const settings = draft.ui.fields?.[name] ?? {}
  return part === undefined ? settings : (settings.fields?.[part] ?? {})
}

function translate(draft: Draft, language: string, change: Translation): Draft {
  const before = draft.ui.translations?.[language]
  const translations = { ...draft.ui.translations, [language]: { ...before, ...change } }
  return { ...draft, ui: { ...draft.ui, translations } }
}

function translateField(draft: Draft, path: Path, language: string, change: FieldTranslation): Draft {
  const [name, part] = path
  const settings = settingsAt(draft, path)
  const translations = {
    ...settings.translations,
    [language]: { ...settings.translations?.[language], ...change },
  }
  const changed = { ...settings, translations }
  const whole = draft.ui.fields?.[name] ?? {}
  const field = part === undefined ? changed : { ...whole, fields: { ...whole.fields, [part]: changed } }
  return { ...draft, ui: { ...draft.ui, fields: { ...draft.ui.fields, [name]: field } } }
}

/** The first language is the one that the form is written in. */
export function setLanguages(draft: Draft, languages: string[]): Draft {
  const kept = Object.fromEntries(
    Object.entries(draft.ui.translations ?? {}).filter(([language]) => languages.includes(language)),
  )
  return { ...draft, ui: { ...draft.ui, languages, translations: kept } }
}
