import type { Draft } from '../answers'
import { pointer } from '../problems'
import { ClearAnswer, tickClass } from './ChoiceControl'
import { controlId, type ControlProps } from './control'
import { FieldProblem, GroupFrame } from './FieldFrame'

/** The same choice for each of several lines. A table where there is room; on a phone a list of questions. */
export function MatrixControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const chosen: Draft = typeof value === 'object' && value !== null ? (value as Draft) : {}
  const columns = field.parts[0]?.choices ?? []
  return (
    <GroupFrame field={field} path={path} problem={problemAt(path)} required={required}>
      <div className="@container">
        <div aria-hidden="true" className="hidden grid-flow-col auto-cols-fr gap-1 ps-[34%] text-sm text-ink-2 @lg:grid">
          {columns.map((column, at) => (
            <span key={at} className="px-1 text-center wrap-anywhere">
              {column.label}
            </span>
          ))}
        </div>
        {field.parts.map((row) => {
          const rowPath = path + pointer(row.name)
          const problem = problemAt(rowPath)
          return (
            <fieldset
              key={row.name}
              id={controlId(rowPath)}
              tabIndex={-1}
              className={`min-w-0 py-3 @lg:flex @lg:items-center @lg:border-t ${problem ? 'border-failed' : 'border-line'}`}
            >
              <legend className="text-base wrap-anywhere @max-lg:font-medium @lg:float-start @lg:w-[34%] @lg:pe-3">
                {row.label}
                <FieldProblem path={rowPath} problem={problem} />
              </legend>
              <div className="grid gap-1 @max-lg:mt-2 @lg:flex-1 @lg:auto-cols-fr @lg:grid-flow-col">
                {columns.map((column, at) => (
                  <label
                    key={at}
                    className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-2 hover:bg-sheet @lg:justify-center"
                  >
                    <input
                      type="radio"
                      name={controlId(rowPath)}
                      checked={chosen[row.name] === column.value}
                      onChange={() => onChange({ ...chosen, [row.name]: column.value })}
                      className={tickClass}
                    />
                    <span className="wrap-anywhere @lg:sr-only">{column.label}</span>
                  </label>
                ))}
              </div>
            </fieldset>
          )
        })}
      </div>
      {!required && Object.keys(chosen).length > 0 && <ClearAnswer onClear={() => onChange(undefined)} />}
    </GroupFrame>
  )
}
