import { describe, expect, it } from 'vitest'
import { blocksOf } from './blocks'

describe('Markdown', () => {
  it('parts a text into headings, lists, quotes, code, tables and paragraphs, without empty lines between', () => {
    const text = [
      '## Title', 'One **line**', 'and another', '- [x] done', '- [ ] to do', '  1. inside', '', '> said', '', '```js', 'a', '', 'b', '```',
      '---', '|a|b|', '|-|-|', '|1|2|',
    ].join('\n')
    expect(blocksOf(text)).toEqual([
      { kind: 'heading', level: 2, text: 'Title' },
      { kind: 'paragraph', lines: ['One **line**', 'and another'] },
      {
        kind: 'list', start: null, items: [
          { done: true, text: 'done', blocks: [] },
          { done: false, text: 'to do', blocks: [{ kind: 'list', start: 1, items: [{ done: null, text: 'inside', blocks: [] }] }] },
        ],
      },
      { kind: 'quote', blocks: [{ kind: 'paragraph', lines: ['said'] }] },
      { kind: 'code', text: 'a\n\nb' },
      { kind: 'rule' },
      { kind: 'table', head: ['a', 'b'], rows: [['1', '2']] },
    ])
  })

  it('comes to an end whatever the text', () => {
    for (const text of ['', '-', '>', '```', '#', '1. ', '| |', '- a\n\n\n  b\nc', `${'> '.repeat(500)}x`, `${'- '.repeat(500)}x`])
      expect(() => blocksOf(text)).not.toThrow()
  })
})
