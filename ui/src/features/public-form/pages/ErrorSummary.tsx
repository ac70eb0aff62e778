import { controlId } from '../../../form-view/controls/control'
import type { Field } from '../../../form-view/form'
import { partsOf, type Problem } from '../../../form-view/problems'
import type { Texts } from '../../../form-view/texts/en'
import { useTexts } from '../../../form-view/texts/texts'

type ErrorSummaryProps = {
  problems: Problem[]
  fields: Field[]
  attempt: number
  /** Leads to a question of another page. */
  onWant: (path: string) => void
}

/** What is to be mended on this page, with links to it. Takes the focus whenever going on was refused. */
export function ErrorSummary({ problems, fields, attempt, onWant }: ErrorSummaryProps) {
  const texts = useTexts()
  if (problems.length === 0) return null
  return (
    <div
      key={attempt}
      tabIndex={-1}
      ref={takeFocus}
      role="alert"
      aria-labelledby="problems-title"
      className="mt-6 rounded-lg border-2 border-failed bg-sheet p-4"
    >
      <h2 id="problems-title" className="text-lg font-semibold">
        {texts.problems(problems.length)}
      </h2>
      <ul className="mt-2 grid gap-1">
        {problems.map((problem) => (
          <li key={problem.path}>
            <a
              href={`#${controlId(problem.path)}`}
              onClick={(event) => {
                event.preventDefault()
                if (!focusOn(problem.path)) onWant(problem.path)
              }}
              className="font-semibold text-failed underline underline-offset-2 wrap-anywhere"
            >
              {labelOf(problem, fields, texts)}
              {problem.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

const takeFocus = (summary: HTMLElement | null) => summary?.focus()

/** The box of an answer takes the focus, or the first of several. False where it is on another page. */
export function focusOn(path: string): boolean {
  const control = document.getElementById(controlId(path)) ?? document.getElementById(controlId(pathAbove(path)))
  const target =
    control instanceof HTMLFieldSetElement
      ? (control.querySelector<HTMLElement>('input, select, textarea') ?? control)
      : control
  target?.focus()
  control?.scrollIntoView({ block: 'center' })
  return control !== null
}

/** A part that has no box of its own is mended at the whole. */
const pathAbove = (path: string) => path.slice(0, path.lastIndexOf('/'))

function labelOf(problem: Problem, fields: Field[], texts: Texts): string {
  if (problem.path === '') return ''
  let among: readonly Field[] = fields
  const said = partsOf(problem.path).map((name) => {
    const field = among.find((one) => one.name === name)
    if (!field) return /^\d+$/.test(name) ? texts.entry(Number(name) + 1) : name
    among = [...field.parts, ...field.columns]
    return field.label
  })
  return `${said.join(', ')}: `
}
