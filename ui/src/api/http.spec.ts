import { afterEach, describe, expect, it, vi } from 'vitest'
import { get, post } from './http'
import { ApiProblem } from './problem'

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
