import type { PublicForm } from './link'

/** What was sent, open once more to who sent it. */
export const asAmendment = (form: PublicForm): PublicForm => ({
  ...form,
  status: 'open',
  amending: true,
  prefill: form.answers ?? {},
  receipt: null,
  draft: null,
})
