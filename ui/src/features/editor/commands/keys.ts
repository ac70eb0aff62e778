import { useEffect, useRef } from 'react'
import { toastHint } from '../../../ui/Toast'
import type { EditorCommand } from './context'

const names: Record<string, string> = { ' ': 'Space', ArrowLeft: 'Left', ArrowRight: 'Right', ArrowUp: 'Up', ArrowDown: 'Down' }

/** A pressed combination in the notation of the commands: "Mod+Shift+Z". Mod is Ctrl, or ⌘ on a Mac. */
export function comboOf(event: KeyboardEvent): string {
  const key = names[event.key] ?? (event.key.length === 1 ? letterOf(event).toUpperCase() : event.key)
  const shifted = event.shiftKey && !/^[?+=!]$/.test(key)
  return [event.ctrlKey || event.metaKey ? 'Mod' : '', event.altKey ? 'Alt' : '', shifted ? 'Shift' : '', key]
    .filter(Boolean)
    .join('+')
}

/** On a Mac, Option makes other letters of letters: then the key is taken for what stands on it. */
const letterOf = ({ key, altKey, code }: KeyboardEvent) =>
  altKey && !/^[\x20-\x7e]$/.test(key) ? (/^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? key) : key

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '')

/** "Mod+Shift+Z" → "Ctrl Shift Z" or "⌘ ⇧ Z"; "Mod++" → "Ctrl +". */
export const shownKeys = (combo: string) =>
  combo
    .split(/\+(?=.)/)
    .map((part) => (isMac ? ({ Mod: '⌘', Shift: '⇧', Alt: '⌥' }[part] ?? part) : part === 'Mod' ? 'Ctrl' : part))
    .join(' ')

/** Typing and open dialogs keep their keys. */
const busy = (event: Event) => {
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="tablist"]')) return true
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

const evenWhileTyping = new Set(['save'])
/** Enter and Tab belong to the canvas only while nothing else has the focus. */
const canvasOnly = new Set([
  'Enter',
  'Shift+Enter',
  'Alt+Enter',
  'Tab',
  'Left',
  'Right',
  'Up',
  'Down',
  'Shift+Left',
  'Shift+Right',
  'Mod+C',
  'Mod+X',
])
const onCanvas = (event: KeyboardEvent) => {
  const target = event.target as HTMLElement
  return target === document.body || target.closest('.react-flow') !== null || target.id === 'content'
}

/** The outline is the same workflow as a tree; there Tab leads on, as everywhere beside the canvas. */
const inOutline = (event: KeyboardEvent) => (event.target as HTMLElement).closest('[role="tree"]') !== null

/** A key that does nothing says why, as the command bar does. */
const sayWhyNot = ({ name, disabled }: EditorCommand) => toastHint(`${plainName(name)}: ${disabled}`)

/** Without what it would do just now: "Undo" of "Undo: Delete Merge". */
export const plainName = (name: string) => name.replace(/: .*/, '')

export function useEditorKeys(commands: readonly EditorCommand[]) {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  }, [commands])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const combo = comboOf(event)
      const command = latest.current.find((one) => one.keys.includes(combo))
      if (!command || event.defaultPrevented) return
      if (busy(event) && !evenWhileTyping.has(command.id)) return
      if (canvasOnly.has(combo) && !onCanvas(event) && (combo === 'Tab' || !inOutline(event))) return
      // The browser says what is pasted by an event of its own, everywhere and without asking.
      if (command.paste && combo === 'Mod+V') return
      if ((combo === 'Mod+C' || combo === 'Mod+X') && String(window.getSelection()) !== '') return
      // Who cannot add a step is led on by Tab, as everywhere.
      if (combo === 'Tab' && command.disabled) return
      event.preventDefault()
      if (!command.disabled) command.run()
      else if (!event.repeat) sayWhyNot(command)
    }
    const onPaste = (event: ClipboardEvent) => {
      const command = latest.current.find((one) => one.paste)
      if (!command?.keys.includes('Mod+V') || event.defaultPrevented || busy(event)) return
      event.preventDefault()
      if (command.disabled) sayWhyNot(command)
      else command.paste?.(event.clipboardData?.getData('text/plain') ?? '')
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('paste', onPaste)
    }
  }, [])
}
