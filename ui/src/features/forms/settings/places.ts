import type { FieldSettings, JsonSchema } from '../../../form-view/definition'
import type { Field } from '../../../form-view/form'
import { type Draft, setColumn, setSchema, setSettings } from '../model/edits'

/** A question of the form, or one that is asked in each row of the table `within`. */
export type QuestionAt = { field: Field; within?: string | undefined }

export const settingsAt = (draft: Draft, { field, within }: QuestionAt): FieldSettings =>
  (within === undefined ? draft.ui.fields?.[field.name] : draft.ui.fields?.[within]?.fields?.[field.name]) ?? {}

export const changeAt = (
  draft: Draft,
  { field, within }: QuestionAt,
  settings: Partial<FieldSettings>,
  schema: Partial<JsonSchema> = {},
): Draft =>
  within === undefined
    ? setSettings(setSchema(draft, field.name, schema), field.name, settings)
    : setColumn(draft, within, field.name, schema, settings)
