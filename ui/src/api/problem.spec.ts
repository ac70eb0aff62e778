import { afterEach, describe, expect, it, vi } from 'vitest'
import { get, post } from './http'
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

  it.each([
    'Failed to fetch dynamically imported module: http://host/assets/Page-1.js',
    'error loading dynamically imported module: http://host/assets/Page-1.js',
    'Importing a module script failed.',
    'Unable to preload CSS for /assets/Page-1.css',
  ])('says of a part that did not come what happened, in every browser: %s', (words) => {
    const problem = problemOf(new TypeError(words))
    expect(problem.code).toBe('browser.part-missing')
    expect(problem.detail).not.toContain('assets')
    expect(adviceFor(problem)).toContain('kept in this browser')
  })

  it('says what to do', () => {
    expect(adviceFor(new ApiProblem(412, null))).toContain('Reload')
    expect(adviceFor(new ApiProblem(401, { code: 'session.invalid-credentials' }))).toBe('')
  })
})

afterEach(() => vi.unstubAllGlobals())

const answering = (fetch: () => Promise<Response>) => vi.stubGlobal('fetch', fetch)

describe('a request', () => {
  it('that ends because the page is left is one without a connection, and no refusal', async () => {
    answering(() => Promise.reject(new DOMException('The user aborted a request.', 'AbortError')))

    await expect(post('/api/x', {})).rejects.toMatchObject({ name: 'ApiProblem', status: 0 })
  })

  it('whose answer breaks off is one without a connection', async () => {
    const broken = new ReadableStream({ start: (body) => body.error(new TypeError('network error')) })
    answering(() => Promise.resolve(new Response(broken, { status: 200 })))

    await expect(get('/api/x')).rejects.toBeInstanceOf(ApiProblem)
  })

  it('that somebody aborted is told to them as that', async () => {
    const aborted = new AbortController()
    aborted.abort()
    answering(() => Promise.reject(new DOMException('The user aborted a request.', 'AbortError')))

    await expect(get('/api/x', aborted.signal)).rejects.toMatchObject({ name: 'AbortError' })
  })
})
