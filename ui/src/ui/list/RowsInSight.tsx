import { type ReactNode, useEffect, useRef, useState } from 'react'

const chunkSize = 50
const rowHeight = 45
/** Rows this far above and below are drawn beforehand, so that scrolling meets no gap. */
const margin = '1200px 0px'

const lastLine = '[&:last-child>tr:last-child]:border-0'

interface RowsInSightProps<Row> {
  rows: readonly Row[]
  columnCount: number
  children: (row: Row) => ReactNode
}

/** The rows of a long table, fifty at a time: those far out of sight leave a gap of their height, so that thousands cost little. */
export function RowsInSight<Row>({ rows, columnCount, children }: RowsInSightProps<Row>) {
  if (rows.length <= 2 * chunkSize) return <tbody className={lastLine}>{rows.map(children)}</tbody>
  const chunks = Array.from({ length: Math.ceil(rows.length / chunkSize) }, (_, index) =>
    rows.slice(index * chunkSize, (index + 1) * chunkSize),
  )
  return chunks.map((chunk, index) => (
    <Chunk key={index} count={chunk.length} columnCount={columnCount} first={index === 0}>
      {() => chunk.map(children)}
    </Chunk>
  ))
}

interface ChunkProps {
  count: number
  columnCount: number
  first: boolean
  children: () => ReactNode
}

function Chunk({ count, columnCount, first, children }: ChunkProps) {
  const ref = useRef<HTMLTableSectionElement>(null)
  const [gap, setGap] = useState<number | null>(first ? null : count * rowHeight)
  useEffect(() => {
    const body = ref.current
    if (!body || typeof IntersectionObserver === 'undefined') return setGap(null)
    const watch = new IntersectionObserver(
      ([entry]) => {
        // A row that has the focus stays, or the keyboard would fall out of the table.
        const stays = entry?.isIntersecting || body.contains(document.activeElement)
        setGap(stays ? null : body.offsetHeight || count * rowHeight)
      },
      { rootMargin: margin },
    )
    watch.observe(body)
    return () => watch.disconnect()
  }, [count])
  return (
    <tbody ref={ref} className={lastLine}>
      {gap === null ? (
        children()
      ) : (
        <tr aria-hidden style={{ height: gap }}>
          <td colSpan={columnCount} />
        </tr>
      )}
    </tbody>
  )
}
