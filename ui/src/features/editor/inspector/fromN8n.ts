import type { Graph } from '../../../graph/model/graph'
import type { Translated } from '../../../schema-form/context'

/**
 * An expression that somebody knows from n8n, in ours. Steps go by their names there, and by their ids here. The
 * translator is fetched when it is asked for.
 */
export const fromN8n =
  (graph: Graph) =>
  async (source: string, isBare: boolean): Promise<Translated> => {
    const { bare, translateText } = await import('../../../graph/n8n/expressions')
    const [doubts, needs] = [new Set<string>(), new Set<string>()]
    const step = (name: string) => {
      const found = [...graph.nodes.values()].find((node) => node.name === name)
      return found ? `$steps.${found.id}` : null
    }
    const text = source.startsWith('=') ? source.slice(1) : source
    const braced = isBare && !text.includes('{{') ? `{{ ${text} }}` : text
    const ours = translateText(`=${braced}`, { json: '$input', step, doubts, needs })
    return { text: isBare ? bare(ours) : ours, doubts: [...doubts, ...needs] }
  }
