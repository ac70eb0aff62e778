import { controlId } from '../../form-view/controls/control'
import type { Field } from '../../form-view/form'
import { fieldOf, type Problem } from '../../form-view/problems'

type ErrorSummaryProps = { problems: Problem[]; fields: Field[]; attempt: number }

/** What is to be mended on this page, with links to it. Takes the focus whenever going on was refused. */
export function ErrorSummary({ problems, fields, attempt }: ErrorSummaryProps) {
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
        {problems.length === 1 ? 'One answer needs another look' : `${problems.length} answers need another look`}
      </h2>
      <ul className="mt-2 grid gap-1">
        {problems.map((problem) => (
          <li key={problem.path}>
            <a
              href={`#${controlId(problem.path)}`}
              onClick={(event) => {
                event.preventDefault()
                focusOn(problem.path)
              }}
              className="font-semibold text-failed underline underline-offset-2 wrap-anywhere"
            >
              {labelOf(problem, fields)}: {problem.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

const takeFocus = (summary: HTMLElement | null) => summary?.focus()

function focusOn(path: string) {
  const control = document.getElementById(controlId(path))
  const target =
    control instanceof HTMLFieldSetElement
      ? (control.querySelector<HTMLElement>('input, select, textarea') ?? control)
      : control
  target?.focus()
  control?.scrollIntoView({ block: 'center' })
}

function labelOf(problem: Problem, fields: Field[]): string {
  const [, , row, column] = problem.path.split('/')
  const field = fields.find((one) => one.name === fieldOf(problem))
  const cell = field?.columns.find((one) => one.name === column)
  return cell ? `${field?.label}, entry ${Number(row) + 1}, ${cell.label}` : (field?.label ?? fieldOf(problem))
}
