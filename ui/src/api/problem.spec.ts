import { describe, expect, it } from 'vitest'
import { adviceFor, ApiProblem, problemOf } from './problem'

describe('a problem', () => {
  it('is titled by its detail where the title only repeats the status', () => {
    const problem = new ApiProblem(401, { title: 'Unauthorized', detail: 'These do not belong together.', code: 'session.invalid' })
    expect(problem.title).toBe('These do not belong together.')
  })

  it('keeps a title that says something', () => {
    expect(new ApiProblem(409, { title: 'Already decided', detail: 'By Ana.' }).title).toBe('Already decided')
  })

  it('has words of its own where the server said nothing', () => {
    expect(new ApiProblem(0, null).title).toBe('The server cannot be reached')
    expect(new ApiProblem(503, null).code).toBe('http.503')
  })

  it('carries the faults of single fields', () => {
    const errors = [{ path: '/a', code: 'x', message: 'Missing.' }]
    expect(new ApiProblem(422, { errors }).errors).toEqual(errors)
  })

  it('is made of anything that was thrown', () => {
    expect(problemOf(new TypeError('oops')).code).toBe('browser.fault')
  })

  it('says what to do', () => {
    expect(adviceFor(new ApiProblem(412, null))).toContain('Reload')
    expect(adviceFor(new ApiProblem(401, { code: 'session.invalid-credentials' }))).toBe('')
  })
})
