export interface FieldProblem {
  path: string
  code: string
  message: string
}

/** A refusal or fault as the host describes it (application/problem+json), or as the browser met it. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors: readonly FieldProblem[]
  readonly body: unknown

  constructor(status: number, body: unknown) {
    const said = (typeof body === 'object' && body !== null ? body : {}) as Partial<Record<string, unknown>>
    const detail = typeof said['detail'] === 'string' ? said['detail'] : ''
    const told = typeof said['title'] === 'string' && !reasonPhrases.test(said['title']) ? said['title'] : ''
    const title = told || detail || titleOf(status)
    super(detail || title)
    this.name = 'ApiProblem'
    this.status = status
    this.title = title
    this.detail = detail
    this.code = typeof said['code'] === 'string' ? said['code'] : `http.${status}`
    this.errors = Array.isArray(said['errors']) ? (said['errors'] as FieldProblem[]) : []
    this.body = body
  }
}

/** Titles that only repeat the status code say less than the detail does. */
const reasonPhrases =
  /^(Bad Request|Unauthorized|Forbidden|Not Found|Conflict|Gone|Precondition Failed|Unprocessable.*|Too Many .*|Internal .*|Service .*)$/

function titleOf(status: number): string {
  if (status === 0) return 'The server cannot be reached'
  if (status === 401) return 'Sign in to go on'
  if (status === 403) return 'Your role does not allow this'
  if (status === 404) return 'This does not exist, or is not yours to see'
  if (status === 412) return 'Someone else changed this in the meantime'
  if (status === 413) return 'That is larger than the server takes'
  if (status === 429) return 'Too many attempts'
  if (status === 503) return 'The server is busy or its database is away'
  return status >= 500 ? 'Something went wrong on the server' : 'The server refused this'
}

/** What browsers say, each in its words, of a part of the application that is fetched when it is needed and did not come. */
const partMissing = /dynamically imported module|importing a module script failed|unable to preload css/i

export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (error instanceof Error && partMissing.test(error.message))
    return new ApiProblem(-1, {
      title: 'A part of the application did not come',
      detail: 'Either ConcertMaster was updated since you opened this page, or the connection is away. Load the page again.',
      code: 'browser.part-missing',
    })
  const detail = error instanceof Error ? error.message : String(error)
  return new ApiProblem(-1, { title: 'Something went wrong on this page', detail, code: 'browser.fault' })
}

/** What the reader can do about it, in one sentence. */
export function adviceFor(problem: ApiProblem): string {
  if (problem.status === 0) return 'Check the connection and try again. Nothing that was saved is lost.'
  if (problem.code === 'session.invalid-credentials') return ''
  if (problem.code === 'browser.part-missing')
    return 'Edits of workflows and forms that were not sent yet are kept in this browser and sent then.'
  if (problem.status === 401) return 'Sign in again; you come back to this page.'
  if (problem.status === 403) return 'Ask an owner of the organisation for the role that allows it.'
  if (problem.status === 404) return 'Check the address, or go back to the list.'
  if (problem.status === 412) return 'Reload to see the newest state, then make your change again.'
  if (problem.status === 503) return 'It usually passes within seconds. Try again.'
  if (problem.status >= 500) return 'Nothing was changed. Try again; if it stays, tell an operator the code below.'
  return 'Mend what is named and try again.'
}
