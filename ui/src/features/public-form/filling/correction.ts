import type { PublicForm } from './link'

/** Only what somebody asked to have corrected, without the conditions of the whole: the rest was sent and stays. */
export function asCorrection(form: PublicForm): PublicForm {
  const { fields = [], message } = form.correction ?? {}
  const { schema, ui = {} } = form.definition
  const asked = (name: string) => fields.includes(name)
  const pick = <T>(all: Record<string, T> | undefined) =>
    Object.fromEntries(Object.entries(all ?? {}).filter(([name]) => asked(name)))
  const settings = Object.entries(pick(ui.fields)).map(([name, one]) => {
    const { visibleIf: _, requiredIf: __, validIf: ___, ...kept } = one
    return [name, kept] as const
  })
  const { intro: _, ...rest } = ui
  return {
    ...form,
    status: 'open',
    ...(message ? { message } : {}),
    definition: {
      schema: {
        type: 'object',
        properties: pick(schema.properties),
        required: (schema.required ?? []).filter(asked),
      },
      ui: {
        ...rest,
        pages: [{ title: '', fields: [...fields] }],
        order: [...fields],
        fields: Object.fromEntries(settings),
      },
    },
  }
}
