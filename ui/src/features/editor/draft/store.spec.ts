// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Workflow } from '../../../api/workflows'
import { holdsUnkept } from '../../../lib/kept/rests'
import { followUndo, type KeptUndo, recallUndo, takeUnsent } from './memory'
import { act, draft, keepUnsent, openDraft, rebase, redoAct, resolve, type Rest, select, takeWayBack, undoAct, useDraft } from './store'

const node = (id: string) => ({ id, type: 'DataMapper', name: id, config: {}, position: { x: 0, y: 0 } })

const workflow: Workflow = {
  id: 'w',
  name: 'Collection',
  version: 3,
  definition: { nodes: [node('a'), node('b')], edges: [], settings: {} },
  published: null,
  hasUnpublishedChanges: true,
}

const desk = { person: 'ana', workflowId: 'w' }
/** The page again, in this browser, with the workflow as it is by then. */
async function reload(now: Workflow, base: Workflow | null = null, person = 'ana') {
  const unsent = await takeUnsent({ ...desk, person })
  openDraft(now, { person, editable: true, rests: unsent.map((rest) => ({ ...rest, base })) })
}

const rename = (nodeId: string, name: string) => ({ type: 'renameNode', nodeId, name }) as const
const nameOf = (id: string) => draft().graph.nodes.get(id)?.name

describe('the draft', () => {
  beforeEach(() => {
    localStorage.clear()
    openDraft(workflow, { person: 'ana', editable: true })
  })

  it('takes letters typed in a row back as one', () => {
    act('Rename', [rename('a', 'N')], 'name:a')
    act('Rename', [rename('a', 'Ne')], 'name:a')
    act('Rename', [rename('a', 'New')], 'name:a')
    undoAct()
    expect(nameOf('a')).toBe('a')
    redoAct()
    expect(nameOf('a')).toBe('New')
  })

  it('keeps unsent edits over a reload', async () => {
    act('Rename', [rename('a', 'Kept')])
    await reload(workflow)
    expect([nameOf('a'), draft().pending.length]).toEqual(['Kept', 1])
  })

  it('takes back what another tab did, once that is sent, and what was done here before it', () => {
    const stop = followUndo(desk, takeWayBack)
    act('Rename a', [rename('a', 'Here')])
    const at = draft().actedAt + 1
    const there = { label: 'Rename b', edits: [rename('b', 'There')], back: [rename('b', 'b')], at }
    const tell = (undo: KeptUndo) => {
      localStorage.setItem('concert.undo.ana.w', JSON.stringify(undo))
      window.dispatchEvent(new StorageEvent('storage', { key: 'concert.undo.ana.w' }))
    }
    tell({ history: { past: [there], future: [] }, at, sent: false })
    expect(draft().history.past.map(({ label }) => label)).toEqual(['Rename a'])
    tell({ history: { past: [there], future: [] }, at, sent: true })
    rebase('Collection', { ...workflow.definition, nodes: [node('a'), { ...node('b'), name: 'There' }] }, 4)
    undoAct()
    expect([nameOf('a'), nameOf('b')]).toEqual(['Here', 'b'])
    undoAct()
    expect([nameOf('a'), nameOf('b')]).toEqual(['a', 'b'])
    stop()
  })

  it('goes by what this browser kept of the way back where the server had room for less of the same', () => {
    act('Rename', [rename('a', 'New')])
    const { actedAt } = draft()
    const onServer = { history: { past: [], future: [] }, at: actedAt }
    expect(recallUndo(desk, onServer).history.past).toHaveLength(1)
    expect(recallUndo(desk, { ...onServer, at: actedAt + 1 }).history.past).toHaveLength(0)
  })

  it('knows what a full storage did not keep, until it is kept or sent', async () => {
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    act('Rename', [rename('a', 'Only here')])
    expect(holdsUnkept()).toBe(true)
    full.mockRestore()
    act('Rename', [rename('b', 'Kept as well')])
    expect(holdsUnkept()).toBe(false)
    await reload(workflow)
    expect(nameOf('a')).toBe('Only here')
  })

  it('leaves what another person had not sent from this browser to that person', async () => {
    act('Rename', [rename('a', 'Kept')])
    await reload(workflow, null, 'ben')
    expect([nameOf('a'), draft().pending.length, draft().history.past.length]).toEqual(['a', 0, 0])
    await reload(workflow)
    expect(nameOf('a')).toBe('Kept')
  })

  it('lays what was not sent before a reload on what others did since, and asks where both set the same', async () => {
    const set = (nodeId: string, config: object) => ({ type: 'configureNode', nodeId, config: { ...config } }) as const
    act('Set url', [set('a', { url: 'mine', method: 'GET' })])
    act('Rename', [rename('b', 'Mine')])
    const theirs = [{ ...node('a'), config: { method: 'POST', key: 'theirs' } }, { ...node('b'), name: 'Theirs' }]
    await reload({ ...workflow, version: 5, definition: { ...workflow.definition, nodes: theirs } }, workflow)
    expect(draft().graph.nodes.get('a')?.config).toEqual({ url: 'mine', method: 'POST', key: 'theirs' })
    expect(draft().conflicts.map((one) => [one.about, one.field, one.mine, one.theirs])).toEqual([
      ['a', 'method', 'GET', 'POST'],
      ['Theirs', 'name', 'Mine', 'Theirs'],
    ])
  })

  it('lays what two pages had not sent one on the other, and asks where both set the same', () => {
    const rest = (edits: Rest['edits']): Rest => ({ version: 3, edits, conflicts: [] })
    const added = (name: string) => ({ type: 'addNode', node: { ...node('c'), name } }) as const
    const pages = [rest([rename('a', 'One'), added('Third')]), rest([rename('a', 'Other'), rename('b', 'Kept'), added('Fourth')])]
    openDraft(workflow, { person: 'ana', editable: true, rests: pages })
    expect([...draft().graph.nodes.values()].map(({ name }) => name)).toEqual(['One', 'Kept', 'Third', 'Fourth'])
    expect(draft().conflicts).toMatchObject([{ field: 'name', mine: 'Other', theirs: 'One' }])
  })

  it('keeps what was left by those who may only look by now', async () => {
    act('Rename', [rename('a', 'Kept')])
    openDraft(workflow, { person: 'ana', editable: false, rests: await takeUnsent(desk) })
    rebase('Renamed by another', workflow.definition, 9)
    expect((await takeUnsent(desk))[0]?.edits).toEqual([rename('a', 'Kept')])
  })

  it('keeps an open question over a reload, until it is answered', async () => {
    act('Rename', [rename('a', 'Mine')])
    const theirs = { ...workflow.definition, nodes: [{ ...node('a'), name: 'Theirs' }, node('b')] }
    rebase('Collection', theirs, 4)
    await reload({ ...workflow, version: 4, definition: theirs })
    expect(draft().conflicts).toMatchObject([{ field: 'name', mine: 'Mine', theirs: 'Theirs' }])
    resolve(draft().conflicts[0]!, 'mine')
    expect([nameOf('a'), (await takeUnsent(desk))[0]?.conflicts]).toEqual(['Mine', []])
  })

  it('keeps the way back over a reload', async () => {
    act('Rename', [rename('a', 'Kept')])
    useDraft.setState({ pending: [] })
    keepUnsent()
    await reload({ ...workflow, definition: { ...workflow.definition, nodes: [{ ...node('a'), name: 'Kept' }, node('b')] } })
    undoAct()
    expect(nameOf('a')).toBe('a')
  })

  it('lays what is not sent on top of what others did', () => {
    act('Rename', [rename('a', 'Mine')])
    rebase('Renamed by another', { nodes: [node('a'), { ...node('b'), name: 'Theirs' }], edges: [], settings: {} }, 9)
    expect([draft().graph.name, nameOf('a'), nameOf('b'), draft().version]).toEqual(['Renamed by another', 'Mine', 'Theirs', 9])
  })

  it('lets edits of a step that another deleted fall away', () => {
    act('Rename', [rename('a', 'Mine')])
    select(['a'])
    rebase('Collection', { nodes: [node('b')], edges: [], settings: {} }, 9)
    expect([...draft().graph.nodes.keys(), ...draft().selection]).toEqual(['b'])
  })

  it('changes nothing for those who may only look', () => {
    useDraft.setState({ editable: false })
    act('Rename', [rename('a', 'No')])
    expect([nameOf('a'), draft().pending.length]).toEqual(['a', 0])
  })
})
