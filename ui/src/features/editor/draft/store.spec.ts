// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import type { Workflow } from '../../../api/workflows'
import { recallPending, rememberPending } from './memory'
import { act, draft, openDraft, rebase, redoAct, select, undoAct, useDraft } from './store'

const node = (id: string) => ({ id, type: 'DataMapper', name: id, config: {}, position: { x: 0, y: 0 } })

const workflow: Workflow = {
  id: 'w',
  name: 'Collection',
  version: 3,
  definition: { nodes: [node('a'), node('b')], edges: [], settings: {} },
  published: null,
  hasUnpublishedChanges: true,
}

const rename = (nodeId: string, name: string) => ({ type: 'renameNode', nodeId, name }) as const
const nameOf = (id: string) => draft().graph.nodes.get(id)?.name

describe('the draft', () => {
  beforeEach(() => {
    localStorage.clear()
    openDraft(workflow, true, [])
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

  it('keeps unsent edits over a reload', () => {
    act('Rename', [rename('a', 'Kept')])
    openDraft(workflow, true, recallPending('w'))
    expect([nameOf('a'), draft().pending.length]).toEqual(['Kept', 1])
  })

  it('keeps the way back over a reload', () => {
    act('Rename', [rename('a', 'Kept')])
    rememberPending('w', [])
    openDraft({ ...workflow, definition: { ...workflow.definition, nodes: [{ ...node('a'), name: 'Kept' }, node('b')] } }, true, [])
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
