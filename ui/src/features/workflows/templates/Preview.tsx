import { useQuery } from '@tanstack/react-query'
import { nodeTypesQuery } from '../../../api/nodes'
import { colourOf } from '../../../graph/canvas/icons'
import { cardHeight, cardWidth } from '../../../graph/model/acts'
import type { WorkflowDefinition } from '../../../graph/model/definition'

const margin = 24

/** A workflow in small: lines, and blocks in the colours of their categories, without words. */
export function Preview({ definition, label }: { definition: WorkflowDefinition; label: string }) {
  const types = useQuery(nodeTypesQuery).data
  const categories = new Map(types?.map(({ type, category }) => [type, category]))
  const at = new Map(definition.nodes.map((node) => [node.id, node.position]))
  const [xs, ys] = [definition.nodes.map((node) => node.position.x), definition.nodes.map((node) => node.position.y)]
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  const width = Math.max(...xs) + cardWidth + margin - left
  const height = Math.max(...ys) + cardHeight + margin - top
  return (
    <svg role="img" aria-label={label} viewBox={`${left} ${top} ${width} ${height}`} className="h-28 w-full">
      {definition.edges.map((edge) => {
        const [from, to] = [at.get(edge.from), at.get(edge.to)]
        if (!from || !to) return null
        const [x1, x2, y1, y2] = [from.x + cardWidth, to.x, from.y + cardHeight / 2, to.y + cardHeight / 2]
        return (
          <path
            key={edge.id ?? `${edge.from}${edge.to}`}
            d={`M${x1} ${y1}C${x1 + 60} ${y1} ${x2 - 60} ${y2} ${x2} ${y2}`}
            fill="none"
            stroke="var(--ink-3)"
            strokeWidth={5}
          />
        )
      })}
      {definition.nodes.map((node) => (
        <rect
          key={node.id}
          x={node.position.x}
          y={node.position.y}
          width={cardWidth}
          height={cardHeight}
          rx={node.type.endsWith('Trigger') ? 28 : 8}
          fill={`color-mix(in srgb, ${colourOf(categories.get(node.type))} 12%, var(--sheet))`}
          stroke={colourOf(categories.get(node.type))}
          strokeWidth={4}
        />
      ))}
    </svg>
  )
}
