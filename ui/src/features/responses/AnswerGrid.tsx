import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { ResponseRow } from '../../api/responses'
import { paths } from '../../app/paths'
import { classes } from '../../lib/classes'
import type { AnswerColumn } from './columns'

const rowHeight = 37
const headHeight = 34
const beyond = 10

interface AnswerGridProps {
  rows: readonly ResponseRow[]
  columns: readonly AnswerColumn[]
  /** Called when the end comes into view and there is more. */
  onEnd: (() => void) | undefined
}

/** Responses with their answers in columns. Only the rows in view are drawn, however many there are. */
export function AnswerGrid({ rows, columns, onEnd }: AnswerGridProps) {
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ from: 0, to: 40 })
  const look = () => {
    if (!box.current) return
    const { scrollTop, clientHeight } = box.current
    const from = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond)
    const to = Math.ceil((scrollTop + clientHeight) / rowHeight) + beyond
    setView((before) => (before.from === from && before.to === to ? before : { from, to }))
    if (onEnd && to >= rows.length) onEnd()
  }
  useEffect(look, [rows.length])
  const shown = rows.slice(view.from, view.to)
  return (
    <div ref={box} onScroll={look} tabIndex={0} role="region" aria-label="Answers" className="max-h-[70dvh] overflow-auto">
      <table className="w-full border-collapse text-dense" aria-rowcount={rows.length + 1}>
        <thead className="sticky top-0 z-10 bg-sheet">
          <tr style={{ height: headHeight }}>
            <Head className="sticky left-0 z-10 bg-sheet">From</Head>
            {columns.map((column) => (
              <Head key={column.id} className={column.right ? 'text-right' : ''}>
                {column.title}
              </Head>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={view.from * rowHeight} />
          {shown.map((row, at) => (
            <tr
              key={row.id}
              aria-rowindex={view.from + at + 2}
              style={{ height: rowHeight }}
              className="relative border-b border-line hover:bg-accent-soft/45"
            >
              <td className="sticky left-0 max-w-56 truncate bg-sheet px-3 font-medium">
                <Link to={paths.response({ responseId: row.id })} className="hover:underline">
                  {row.respondent.name || row.respondent.email}
                </Link>
              </td>
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
          <Gap height={Math.max(0, rows.length - view.to) * rowHeight} />
        </tbody>
      </table>
    </div>
  )
}

function Cell({ column, row }: { column: AnswerColumn; row: ResponseRow }) {
  const text = column.text(row)
  return (
    <td
      title={text.length > 30 ? text : undefined}
      className={classes('max-w-64 truncate px-3 whitespace-nowrap', column.right && 'text-right tabular-nums')}
    >
      {text || <span className="text-ink-3">–</span>}
    </td>
  )
}

function Head({ className, children }: { className: string; children: React.ReactNode }) {
  return (
    <th
      scope="col"
      className={classes(
        'max-w-64 truncate border-b border-line px-3 text-left font-medium whitespace-nowrap text-ink-3',
        className,
      )}
    >
      {children}
    </th>
  )
}

const Gap = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden style={{ height }}>
      <td />
    </tr>
  ) : null
