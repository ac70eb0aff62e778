let pen: CanvasRenderingContext2D | null | undefined
const known = new Map<string, number>()
const knownMax = 5_000

/** How wide a text is in the font of the page, in CSS pixels; null where nothing can be measured. */
export function textWidth(text: string, sizePx: number, weight = 400): number | null {
  pen ??= document.createElement('canvas').getContext('2d')
  if (!pen) return null
  const font = `${weight} ${sizePx}px ${getComputedStyle(document.body).fontFamily}`
  const key = `${font} ${text}`
  let width = known.get(key)
  if (width === undefined) {
    if (known.size >= knownMax) known.clear()
    pen.font = font
    width = pen.measureText(text).width
    known.set(key, width)
  }
  return width
}
