// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { type Desk, restsOf } from './rests'

type Held = (lock: Lock | null) => Promise<void> | undefined

/** Locks as one browser has them for all of its pages: each is held until its page is gone. */
function browser() {
  const holders = new Map<string, string>()
  const queue: { page: string; name: string; take: Held }[] = []
  const give = (page: string, name: string, take: Held) => {
    holders.set(name, page)
    void take({ name, mode: 'exclusive' })
  }
  const open = (page: string, before: string | null = null) => {
    const request = (name: string, options: LockOptions, take: Held) => {
      if (!holders.has(name)) give(page, name, take)
      else if (options.ifAvailable) void take(null)
      else queue.push({ page, name, take })
      return new Promise<void>(() => {})
    }
    const query = async () => ({ held: [...holders.keys()].map((name) => ({ name })) })
    return restsOf({ request, query } as unknown as LockManager, page, before)
  }
  const close = (page: string) => {
    for (const [name, holder] of holders) if (holder === page) holders.delete(name)
    for (const { page: next, name, take } of queue.splice(0)) if (next !== page) give(next, name, take)
  }
  return { open, close }
}

const desk: Desk = { area: 'unsent', person: 'ana', id: 'w' }
const idsOf = (waiting: { id: string }[]) => waiting.map(({ id }) => id)

describe('what a page did not send', () => {
  beforeEach(() => localStorage.clear())

  it('is its own while it lives, and is taken up by one other once it is gone', async () => {
    const { open, close } = browser()
    const [one, two, three] = [open('1'), open('2'), open('3')]
    one.rest(desk, { text: 'of one' })
    two.rest(desk, { text: 'of two' })
    expect(await two.take(desk)).toMatchObject([{ text: 'of two' }])
    close('1')
    const found = await Promise.all([two.take<{ text: string }>(desk), three.take(desk)])
    expect(found[0].map(({ text }) => text).toSorted()).toEqual(['of one', 'of two'])
    expect(found[1]).toEqual([])
  })

  it('stays kept until what took it up keeps something in its place', async () => {
    const { open, close } = browser()
    open('1').rest(desk, { text: 'left' })
    close('1')
    const two = open('2')
    await two.take(desk)
    close('2')
    const three = open('3')
    expect(await three.take(desk)).toMatchObject([{ text: 'left' }])
    three.rest(desk, null)
    expect(Object.keys(localStorage)).toEqual([])
  })

  it('waits for a page that is loaded anew and has not let go yet', async () => {
    const { open, close } = browser()
    open('1').rest(desk, { text: 'before' })
    const again = open('2', '1').take(desk)
    close('1')
    expect(await again).toMatchObject([{ text: 'before' }])
  })

  it('is named to those who look for it, without what another page has in hand', async () => {
    const { open, close } = browser()
    const [one, two] = [open('1'), open('2')]
    one.rest(desk, { text: 'in hand' })
    two.rest({ ...desk, id: 'mine' }, { text: 'mine' })
    expect(idsOf(await two.waiting('unsent', 'ana'))).toEqual(['mine'])
    close('1')
    expect(idsOf(await two.waiting('unsent', 'ana')).toSorted()).toEqual(['mine', 'w'])
    expect(await two.waiting('unsent', 'ben')).toEqual([])
    expect(await two.waiting('unsent-form', 'ana')).toEqual([])
  })

  it('is taken up where the browser has no locks, and where an earlier version kept it', async () => {
    restsOf(undefined, '', null).rest(desk, { text: 'kept' })
    expect(await restsOf(undefined, '', null).take(desk)).toMatchObject([{ text: 'kept' }])
    expect(await browser().open('1').take(desk)).toMatchObject([{ text: 'kept' }])
  })
})
