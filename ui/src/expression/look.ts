import { HighlightStyle } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** How editors of expressions and code look, light and dark. */
export const look = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'var(--sheet)', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { fontFamily: 'var(--font-mono)', padding: '7px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--ink-3)', borderRight: '1px solid var(--line)' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', border: '1px solid var(--line)', borderRadius: '6px', color: 'var(--ink)' },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', fontSize: '12px', maxHeight: '14em' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--ink-3)', fontStyle: 'normal', marginLeft: '12px' },
})

export const frame =
  'overflow-hidden rounded-field border border-line-strong focus-within:border-accent focus-within:ring-1 focus-within:ring-accent'

export const colours = HighlightStyle.define([
  { tag: tags.string, color: 'var(--done)' },
  { tag: tags.number, color: 'var(--attention)' },
  { tag: [tags.keyword, tags.bool, tags.null], color: 'var(--failed)' },
  { tag: tags.function(tags.variableName), color: 'var(--running)' },
  { tag: [tags.special(tags.variableName), tags.propertyName], color: 'var(--accent)' },
  { tag: tags.bracket, color: 'var(--accent)', fontWeight: '600' },
  { tag: tags.comment, color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: tags.operator, color: 'var(--ink-2)' },
])
