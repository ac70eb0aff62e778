import type { ReactNode } from 'react'
import type { Field } from '../form'
import { useTexts } from '../texts/texts'
import { controlId, helpId, problemId } from './control'

type FrameProps = { field: Field; path: string; problem: string | undefined; required: boolean; children: ReactNode }

/** Label, help and problem of a single control. */
export function LabelledFrame({ field, path, problem, required, children }: FrameProps) {
  return (
    <div className={frameClass(problem)}>
      <label htmlFor={controlId(path)} className="block text-base font-semibold text-ink">
        <LabelText field={field} required={required} />
      </label>
      <Help field={field} path={path} />
      <FieldProblem path={path} problem={problem} />
      <div className="mt-2">{children}</div>
    </div>
  )
}

/** The same for a control that is a group of others. The group takes the focus when a summary links to it. */
export function GroupFrame({ field, path, problem, required, children }: FrameProps) {
  return (
    <fieldset
      id={controlId(path)}
      tabIndex={-1}
      className={frameClass(problem)}
      aria-describedby={
        [field.help ? helpId(path) : '', problem ? problemId(path) : ''].filter(Boolean).join(' ') || undefined
      }
    >
      <legend className="text-base font-semibold text-ink">
        <LabelText field={field} required={required} />
      </legend>
      <Help field={field} path={path} />
      <FieldProblem path={path} problem={problem} />
      <div className="mt-2">{children}</div>
    </fieldset>
  )
}

const frameClass = (problem: string | undefined) => `min-w-0 ${problem ? 'border-s-4 border-failed ps-4' : ''}`

function LabelText({ field, required }: { field: Field; required: boolean }) {
  const texts = useTexts()
  return (
    <span className="wrap-anywhere">
      {field.label}
      {!required && <span className="font-normal text-ink-2"> {texts.optional}</span>}
    </span>
  )
}

function Help({ field, path }: { field: Field; path: string }) {
  if (!field.help) return null
  return (
    <p id={helpId(path)} className="mt-1 text-sm text-ink-2 whitespace-pre-line wrap-anywhere">
      {field.help}
    </p>
  )
}

export function FieldProblem({ path, problem }: { path: string; problem: string | undefined }) {
  const texts = useTexts()
  if (!problem) return null
  return (
    <p id={problemId(path)} className="mt-1 text-sm font-semibold text-failed">
      <span className="sr-only">{texts.problem} </span>
      {problem}
    </p>
  )
}
