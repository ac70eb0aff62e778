import { useEffect, useId, useState } from 'react'
import type { Choice } from '../form'
import { useTexts } from '../texts/texts'
import { borderClass, boxClass, controlId, describedBy, type ControlProps } from './control'
import { LabelledFrame } from './FieldFrame'
import { useSurroundings } from './surroundings'

const restMs = 200

/** One of many answers that are known elsewhere: typed at, then picked from what was found. */
export function LookupControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const texts = useTexts()
  const { lookUp } = useSurroundings()
  const list = useId()
  const [text, setText] = useState<string>()
  const [found, setFound] = useState<Choice[]>()
  const [at, setAt] = useState(0)
  const problem = problemAt(path)
  const open = text !== undefined && found !== undefined
  useEffect(() => {
    if (text === undefined || text.trim() === '') return setFound(undefined)
    let late = false
    const timer = setTimeout(() => {
      void lookUp(field.name, text.trim()).then((choices) => {
        if (late) return
        setFound(choices)
        setAt(0)
      })
    }, restMs)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [text, field.name, lookUp])
  const pick = (choice: Choice | undefined) => {
    if (choice) onChange(choice.value)
    setText(undefined)
    setFound(undefined)
  }
  const keys = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') pick(undefined)
    if (!open || found.length === 0) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setAt((at + step + found.length) % found.length)
    if (event.key === 'Enter') pick(found[at])
    if (step !== 0 || event.key === 'Enter') event.preventDefault()
  }
  const shown = value === undefined ? '' : (field.choices.find((one) => one.value === value)?.label ?? String(value))
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
          value={text ?? shown}
          onChange={(event) => {
            setText(event.target.value)
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
          hidden={!open}
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
              className={`cursor-pointer px-3 py-2 text-base wrap-anywhere ${index === at ? 'bg-accent/12' : ''}`}
            >
              {choice.label}
            </li>
          ))}
        </ul>
        <p role="status" className="text-sm text-ink-2">
          {open && found.length === 0 ? texts.nothingFound : ''}
        </p>
      </div>
    </LabelledFrame>
  )
}
