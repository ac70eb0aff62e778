type Rgb = readonly [number, number, number]

const papers = { light: '#f7f7f4', dark: '#14151a' } as const
const readableAt = 4.5

/** Six digits of a colour as parts of 255; undefined for everything else. */
export function rgbOf(colour: string): Rgb | undefined {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  return found ? (found.slice(1).map((part) => Number.parseInt(part, 16)) as unknown as Rgb) : undefined
}

/** Contrast as the accessibility guidelines count it: 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/**
 * The colour of an organisation for links and buttons: as it is where it can be read, else made darker on light paper and
 * lighter on dark until it can. What stands on it is white or black, whichever is read better.
 */
export function accentOn(colour: string, scheme: keyof typeof papers): { accent: string; onAccent: string } | undefined {
  const given = rgbOf(colour)
  if (!given) return undefined
  const paper = rgbOf(papers[scheme])!
  const towards: Rgb = scheme === 'light' ? [0, 0, 0] : [255, 255, 255]
  let accent = given
  for (let step = 1; step <= 20 && contrast(accent, paper) < readableAt; step++) accent = mixed(given, towards, step / 20)
  const white = contrast(accent, [255, 255, 255]) >= contrast(accent, [0, 0, 0])
  return { accent: written(accent), onAccent: white ? '#ffffff' : '#000000' }
}

const mixed = (one: Rgb, other: Rgb, share: number): Rgb =>
  one.map((part, at) => Math.round(part + (other[at]! - part) * share)) as unknown as Rgb

const written = (colour: Rgb) => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`

/** Style rules for both schemes below a selector; empty for what is no colour, so nothing else can stand in it. */
export function accentRules(colour: string | undefined, selector: string, dark: string): string {
  const rule = (where: string, scheme: keyof typeof papers) => {
    const said = accentOn(colour ?? '', scheme)
    return said ? `${where}{--accent:${said.accent};--on-accent:${said.onAccent}}` : ''
  }
  return rule(selector, 'light') + rule(dark, 'dark')
}
