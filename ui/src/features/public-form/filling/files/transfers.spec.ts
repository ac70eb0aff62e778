import { afterEach, describe, expect, it, vi } from 'vitest'
import { answerWithFile } from './arriving'
import { Transfers } from './transfers'

const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined } as unknown as Storage
const file = (name: string) => ({ name, size: 3, lastModified: 1, slice: () => 'abc' }) as unknown as File

/** A server that takes each file when it is told to. */
function server() {
  const waiting: (() => void)[] = []
  const begun: unknown[] = []
  const reply = (status: number, body: unknown = {}) => ({
    status,
    ok: status < 300,
    headers: new Headers(),
    json: async () => body,
  })
  vi.stubGlobal('fetch', async (url: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'POST') {
      begun.push(JSON.parse(body ?? ''))
      return reply(201, { id: `file${begun.length}`, chunkBytesMax: 10 })
    }
    if (method !== 'PATCH') return reply(204)
    await new Promise<void>((resolve) => waiting.push(resolve))
    return reply(200, { id: url.split('/').at(-1), status: 'ready' })
  })
  return { begun, waiting }
}

afterEach(() => vi.unstubAllGlobals())

/** The usual second is short where builds run beside the specs. */
const patience = { timeout: 30_000 }

describe('transfers', () => {
  it('bring a file to the row that it was chosen in, wherever that is by then', async () => {
    const { begun, waiting } = server()
    const arrived: unknown[] = []
    const transfers = new Transfers('token', storage, (path, answer) => arrived.push([path, answer.id]))
    transfers.start('/sites/1/proof', file('gone.pdf'))
    transfers.start('/sites/2/proof', file('stays.pdf'))
    await vi.waitFor(() => expect(waiting).toHaveLength(2), patience)
    expect(begun).toEqual([
      { field: 'sites', column: 'proof', name: 'gone.pdf', size: 3 },
      { field: 'sites', column: 'proof', name: 'stays.pdf', size: 3 },
    ])

    transfers.closeRow('/sites', 1)
    expect(transfers.of('/sites/2/proof')).toEqual([])
    expect(transfers.of('/sites/1/proof').map((one) => one.name)).toEqual(['stays.pdf'])
    for (const answer of waiting) answer()
    await vi.waitFor(() => expect(arrived).toEqual([['/sites/1/proof', 'file2']]), patience)
    expect(transfers.underWay('/sites')).toBe(false)
  })
})

describe('an answer with a file', () => {
  const proof = { id: 'a' }

  it('keeps what was typed meanwhile', () => {
    expect(answerWithFile({}, '/cv', proof)).toEqual(['cv', [proof]])
    expect(answerWithFile({}, '/sites/0/proof', proof)).toEqual(['sites', [{ proof: [proof] }]])
    expect(answerWithFile({ sites: [{ site: 'Kiel' }, { proof: [{ id: 'b' }] }] }, '/sites/1/proof', proof)).toEqual([
      'sites',
      [{ site: 'Kiel' }, { proof: [{ id: 'b' }, proof] }],
    ])
  })
})
