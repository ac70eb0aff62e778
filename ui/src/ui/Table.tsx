import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { classes } from '../lib/classes'
import { Button } from './Button'
import { RowsInSight } from './list/RowsInSight'

export interface Column<Row> {
  id: string
  title: string
  cell: (row: Row) => ReactNode
  /** Left out on a phone, where a row becomes a card. */
  minor?: boolean
  align?: 'left' | 'right'
  width?: string
}

interface TableProps<Row> {
  label: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  /** Where a row leads; the first cell becomes the link, and the whole row can be clicked. */
  linkTo?: (row: Row) => string
  /** Before the first column, above the row's link: a box to choose the row. */
  lead?: (row: Row) => ReactNode
  more?: { has: boolean; loading: boolean; load: () => void }
}

export function Table<Row>({ label, rows, columns, keyOf, linkTo, lead, more }: TableProps<Row>) {
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} aria-rowcount={rows.length + 1} className="w-full border-collapse text-dense">
        <thead className="max-md:sr-only">
          <tr className="border-b border-line text-left text-ink-3">
            {lead && (
              <th scope="col" className="w-10 pl-4">
                <span className="sr-only">Chosen</span>
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                style={column.width ? { width: column.width } : undefined}
                className={classes('px-4 py-2 font-medium whitespace-nowrap', column.align === 'right' && 'text-right')}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <RowsInSight rows={rows} columnCount={columns.length + (lead ? 1 : 0)}>
          {(row) => (
            <tr
              key={keyOf(row)}
              className={classes(
                'relative border-b border-line',
                'max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-4 max-md:py-3',
                linkTo && 'hover:bg-accent-soft/45',
              )}
            >
              {lead && <td className="relative z-10 w-10 py-2.5 pl-4 align-middle max-md:p-0">{lead(row)}</td>}
              {columns.map((column, index) => (
                <td
                  key={column.id}
                  className={classes(
                    'px-4 py-2.5 align-middle max-md:p-0',
                    column.minor && 'max-md:hidden',
                    index === 0 && classes('text-work font-medium', lead ? 'max-md:basis-4/5' : 'max-md:basis-full'),
                    column.align === 'right' && 'text-right',
                  )}
                >
                  {index === 0 && linkTo ? (
                    <Link to={linkTo(row)} className="wrap-anywhere after:absolute after:inset-0 focus-visible:after:outline-2">
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          )}
        </RowsInSight>
      </table>
      {more?.has && (
        <div className="flex justify-center border-t border-line p-3">
          <Button size="small" busy={more.loading} onClick={more.load}>
            Show more
          </Button>
        </div>
      )}
    </div>
  )
}

/** What `useList` gives, as the `more` of a table. */
export const moreOf = (list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }) => ({
  has: list.hasNextPage,
  loading: list.isFetchingNextPage,
  load: () => void list.fetchNextPage(),
})
