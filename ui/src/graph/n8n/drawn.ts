import { cardHeight, cardWidth, edgeBetween } from '../model/acts'
import type { CanvasNote, EdgeDefinition, NodeDefinition } from '../model/definition'
import type { Foreign, ForeignEdge } from './file'
import { cut, numeric, text } from './parameters'
import type { Mapped } from './steps/mapped'

const noteTextMax = 10_000
const keptLengthMax = 60_000
const noteTones: CanvasNote['colour'][] = ['yellow', 'yellow', 'yellow', 'red', 'green', 'blue', 'violet', 'grey']
const size = (value: unknown, otherwise: number) => Math.max(80, Math.min(4_000, numeric(value) || otherwise))

/** Of n8n, in pixels. */
const foreignWidth = 96
const [gapAcross, gapDown] = [48, 16]

/**
 * Cards are twice as wide here as in n8n, where many stand close: by how much the drawing, notes and all, is made wider so
 * that none comes to lie on its neighbour.
 */
export function wideningOf(steps: readonly Foreign[]): number {
  let nearest = cardWidth + gapAcross
  const byHeight = [...steps].sort((one, other) => one.position[1] - other.position[1])
  byHeight.forEach((one, index) => {
    for (const other of byHeight.slice(index + 1)) {
      if (other.position[1] - one.position[1] >= cardHeight + gapDown) break
      const apart = Math.abs(one.position[0] - other.position[0])
      if (apart >= foreignWidth && apart < nearest) nearest = apart
    }
  })
  return (cardWidth + gapAcross) / nearest
}

export const noteOf = ({ parameters, position }: Foreign, index: number, wider: number): CanvasNote => ({
  id: `note${index + 1}`,
  text: cut(text(parameters['content']), noteTextMax),
  x: Math.round(position[0] * wider),
  y: position[1],
  width: Math.round(size(parameters['width'], 240) * wider),
  height: size(parameters['height'], 160),
  colour: noteTones[numeric(parameters['color']) || 1] ?? 'yellow',
})

/** What a placeholder keeps: all but the credentials, and not more than a step may hold. */
export function keptJson({ json }: Foreign): unknown {
  const { credentials: _, ...kept } = json
  if (JSON.stringify(kept).length <= keptLengthMax) return kept
  return { ...kept, parameters: `Longer than ${keptLengthMax} characters, and left out.` }
}

export const errorPort = (one: Foreign) => one.json['onError'] === 'continueErrorOutput'

type Behaviour = Pick<NodeDefinition, 'disabled' | 'notes' | 'onError' | 'retry'>

const retryMax = 50
const waitSecondsMax = 3_600

export function behaviourOf({ json }: Foreign, notes: string): Behaviour {
  const onError =
    json['onError'] === 'continueErrorOutput'
      ? 'port'
      : json['onError'] === 'continueRegularOutput' || json['continueOnFail'] === true
        ? 'continue'
        : null
  const retry = {
    count: Math.min(retryMax, Math.max(1, Math.trunc(numeric(json['maxTries']) || 3) - 1)),
    backoffSeconds: Math.min(waitSecondsMax, Math.max(0, (numeric(json['waitBetweenTries']) || 1_000) / 1_000)),
  }
  return {
    ...(json['disabled'] === true ? { disabled: true } : {}),
    ...(notes ? { notes } : {}),
    ...(onError ? { onError } : {}),
    ...(json['retryOnFail'] === true ? { retry } : {}),
  }
}

/** The notes of the step, then what whoever takes it over must know. */
export function notesOf(one: Foreign, ours: Mapped | null, doubts: Set<string>, needs: Set<string>): string {
  if (one.json['executeOnce'] === true) doubts.add('it runs once for the first item in n8n')
  if (one.json['alwaysOutputData'] === true && ours?.type === 'Filter')
    doubts.add('it gives an empty list where nothing is left')
  const lines = (head: string, of: Set<string>) => (of.size > 0 ? [head, ...[...of].map((one) => `- ${one}`)].join('\n') : '')
  const told = [
    text(one.json['notes']),
    ours?.note ?? '',
    lines('To do before it runs:', needs),
    lines('To look at after the import:', doubts),
  ]
  return cut(told.filter(Boolean).join('\n\n'), 4_000)
}

export function edgeOf(
  { from, to, output }: ForeignEdge,
  ids: ReadonlyMap<Foreign, string>,
  ours: Mapped | null,
): EdgeDefinition {
  const outputs = ours?.ports ?? ['out']
  // The error output is the last one, behind those that the step has anyway.
  const port = errorPort(from) && output >= outputs.length ? 'error' : (outputs[output] ?? outputs.at(-1) ?? 'out')
  return edgeBetween(ids.get(from)!, port, ids.get(to)!)
}
