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
  const [wished, setWished] = useState<string>()
  const { found, isLate, away } = useFound(field, path, text)
  const problem = problemAt(path)
  const open = text !== undefined && found !== undefined
  const marked = open && !isLate && found.length > 0
  const pick = (choice: Choice | undefined) => {
    if (choice) onChange({ value: choice.value, label: choice.label } satisfies LookedUp)
    setText(undefined)
    setAt(0)
    setWished(undefined)
  }
  // Enter came before what is found for the text: it is taken where there is no doubt which one is meant.
  useEffect(() => {
    if (wished === undefined || isLate) return
    setWished(undefined)
    const meant = wished === text && found && theOne(found, wished)
    if (meant) pick(meant)
  }, [wished, isLate])
  const keys = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') pick(undefined)
    if (event.key === 'ArrowDown' && text === undefined) setText('')
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if ((step === 0 && event.key !== 'Enter') || !(marked || isLate)) return
    event.preventDefault()
    if (!marked) return step === 0 ? setWished(text) : undefined
    if (step === 0) pick(found[at])
    else setAt((at + step + found.length) % found.length)
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
          aria-activedescendant={marked ? `${list}-${at}` : undefined}
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
          aria-busy={isLate}
          hidden={!open || found.length === 0}
          className="absolute inset-x-0 z-10 mt-1 max-h-64 overflow-auto rounded-md border border-line bg-raised py-1 shadow-float"
        >
          {found?.map((choice, index) => (
            <li
              key={String(choice.value)}
              id={`${list}-${index}`}
              role="option"
              aria-selected={marked && index === at}
              onPointerDown={(event) => {
                event.preventDefault()
                pick(choice)
              }}
              className={
                'min-h-11 cursor-pointer px-3 py-2.5 text-base wrap-anywhere aria-selected:bg-accent/12' + (isLate ? ' text-ink-3' : '')
              }
            >
              {choice.label}
            </li>
          ))}
        </ul>
        <p role="status" className="mt-1 text-sm text-ink-2 empty:mt-0">
          {away
            ? texts.listAway
            : open && !isLate && found.length === 0
              ? texts.nothingFound
              : text !== undefined && text.trim().length < (field.letters ?? 0)
                ? texts.typeLetters(field.letters ?? 0)
                : ''}
        </p>
      </div>
    </LabelledFrame>
  )
}

/**
 * What is found for a text: among the choices of the field itself, or where its surroundings look them up. Until an answer
 * has come, what was found for the text before stays in sight, and is late.
 */
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
  if (field.choices.length > 0)
    return { found: typed === undefined ? undefined : among(field.choices, typed), isLate: false, away: false }
  const isLate = asks && answer?.text !== typed
  return { found: asks ? answer?.choices : undefined, isLate, away: asks && !isLate && answer?.choices === undefined }
}

/** What is meant by a text without having been seen: the only one, or the only one that is called so. */
function theOne(found: readonly Choice[], text: string): Choice | undefined {
  const wanted = text.trim().toLowerCase()
  const called = found.filter((choice) => choice.label.toLowerCase() === wanted)
  return found.length === 1 ? found[0] : called.length === 1 ? called[0] : undefined
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
