import type { Viewport } from '@xyflow/react'

/** When somebody last moved the canvas by hand. Asked for, and never drawn by. */
export const byHand = { movedAt: 0 }

/** So long after the last move the canvas rests. */
export const restMs = 200

/**
 * While a canvas moves, its drawing is one picture that is shifted or scaled; at rest it is drawn sharp again. What the
 * names do is in canvas.css.
 */
export function asOnePicture(layer: () => Pick<DOMTokenList, 'toggle'> | undefined) {
  let zoomBefore: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const mark = (name: 'panned' | 'zoomed', on: boolean) => layer()?.toggle(name, on)
  const rests = () => {
    zoomBefore = null
    mark('panned', false)
    mark('zoomed', false)
  }
  return ({ zoom }: Pick<Viewport, 'zoom'>) => {
    if (zoomBefore === null) mark('panned', true)
    else if (zoomBefore !== zoom) mark('zoomed', true)
    zoomBefore = zoom
    clearTimeout(timer)
    timer = setTimeout(rests, restMs)
  }
}
