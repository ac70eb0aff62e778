import { useEffect, useId, useState } from 'react'
import { chosenOf, type LookedUp } from '../answers'
import type { Choice, Field } from '../form'
import { partsOf } from '../problems'
import { useTexts } from '../texts/texts'
import { borderClass, boxClass, controlId, describedBy, type ControlProps } from './control'
import { LabelledFrame } from './FieldFrame'
import { useSurroundings } from './surroundings'

const restMs = 200
const shownCountMax = 20

/** One of many answers that are known elsewhere: typed at, then picked from what was found. */
export function LookupControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const texts = useTexts()
  const list = useId()
  const [text, setText] = useState<string>()
  const [at, setAt] = useState(0)
  const { found, away } = useFound(field, path, text)
  const problem = problemAt(path)
  const open = text !== undefined && found !== undefined
  const pick = (choice: Choice | undefined) => {
    if (choice) onChange({ value: choice.value, label: choice.label } satisfies LookedUp)
    setText(undefined)
    setAt(0)
  }
  const keys = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') pick(undefined)
    if (event.key === 'ArrowDown' && text === undefined) setText('')
    if (!open || found.length === 0) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setAt((at + step + found.length) % found.length)
    if (event.key === 'Enter') pick(found[at])
    if (step !== 0 || event.key === 'Enter') event.preventDefault()
  }
  return (
    <LabelledFrame field={field} path={path} problem={problem} required={required}>
      <div className="relative">
        <input
          id={controlId(path)}
          role="combobox"
          aria-expanded={open}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={open && found.length > 0 ? `${list}-${at}` : undefined}
          aria-invalid={problem ? true : undefined}
          aria-required={required || undefined}
          aria-describedby={describedBy(field, path, problem)}
          autoComplete="off"
          placeholder={field.placeholder ?? texts.search}
          value={text ?? chosenOf(field, value)}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
            if (event.target.value === '') onChange(undefined)
          }}
          onKeyDown={keys}
          onBlur={() => pick(undefined)}
          className={`${boxClass} ${borderClass(problem)}`}
        />
        <ul
          id={list}
          role="listbox"
          aria-label={field.label}
          hidden={!open || found.length === 0}
          className="absolute inset-x-0 z-10 mt-1 max-h-64 overflow-auto rounded-md border border-line bg-raised py-1 shadow-float"
        >
          {found?.map((choice, index) => (
            <li
              key={String(choice.value)}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => {
                event.preventDefault()
                pick(choice)
              }}
              className={`min-h-11 cursor-pointer px-3 py-2.5 text-base wrap-anywhere ${index === at ? 'bg-accent/12' : ''}`}
            >
              {choice.label}
            </li>
          ))}
        </ul>
        <p role="status" className="mt-1 text-sm text-ink-2 empty:mt-0">
          {away
            ? texts.listAway
            : open && found.length === 0
              ? texts.nothingFound
              : text !== undefined && text.trim().length < (field.letters ?? 0)
                ? texts.typeLetters(field.letters ?? 0)
                : ''}
        </p>
      </div>
    </LabelledFrame>
  )
}

/** What is found for a text: among the choices of the field itself, or where its surroundings look them up. */
function useFound(field: Field, path: string, text: string | undefined) {
  const { lookUp } = useSurroundings()
  const [name = field.name, , column] = partsOf(path)
  const [answer, setAnswer] = useState<{ text: string; choices: Choice[] | undefined }>()
  const typed = text?.trim()
  const asks = typed !== undefined && field.choices.length === 0 && typed.length >= (field.letters ?? 0)
  useEffect(() => {
    if (!asks) return setAnswer(undefined)
    let late = false
    const timer = setTimeout(() => {
      void lookUp(name, typed, column).then((choices) => !late && setAnswer({ text: typed, choices }))
    }, restMs)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [asks, typed, name, column, lookUp])
  if (field.choices.length > 0) return { found: typed === undefined ? undefined : among(field.choices, typed), away: false }
  return { found: asks ? answer?.choices : undefined, away: asks && answer?.text === typed && answer?.choices === undefined }
}

/** Those that begin with the text come first, then those that have it somewhere. */
function among(choices: readonly Choice[], text: string): Choice[] {
  const wanted = text.toLowerCase()
  const place = (choice: Choice) => choice.label.toLowerCase().indexOf(wanted)
  return choices
    .filter((choice) => place(choice) >= 0)
    .sort((one, other) => Math.min(place(one), 1) - Math.min(place(other), 1))
    .slice(0, shownCountMax)
}
