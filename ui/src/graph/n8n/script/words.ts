import { Untold } from './said'

/** A pattern as JSONata writes it, where it knows all that stands in it. */
export function regexOf({ source, flags }: RegExp): string {
  if (/[uy]/.test(flags) || /\(\?<[^=!]|\\[pPk]/.test(source)) throw new Untold(`the pattern /${source}/${flags}`)
  return `/${parts(source, flags.includes('s'))}/${flags.replace(/[^im]/g, '')}`
}

/** JSONata counts brackets within a class too, and has no flag that lets a dot stand for the end of a line. */
const parts = (source: string, dotsOverLines: boolean) =>
  source.replace(/\\.|\[(?:\\.|[^\]])*\]|\./g, (part) => {
    if (part === '.') return dotsOverLines ? String.raw`[\s\S]` : part
    if (!part.startsWith('[')) return part
    return `[${part.slice(1, -1).replace(/\\.|[()[\]{}/]/g, (inner) => (inner.length > 1 ? inner : `\\${inner}`))}]`
  })

/** What JSONata, or a step, gives a name to already. */
const taken = new Set(
  (
    'abs append assert average base64decode base64encode boolean ceil contains count decodeUrl decodeUrlComponent ' +
    'distinct each encodeUrl encodeUrlComponent error eval exists filter floor formatBase formatInteger formatNumber ' +
    'fromMillis join keys length lookup lowercase map match max merge millis min not now number pad parseInteger power ' +
    'random reduce replace reverse round shuffle sift single sort split spread sqrt string substring substringAfter ' +
    'substringBefore sum toMillis trim type typeOf uppercase zip clone ' +
    'index item input steps run vars trigger value key state e'
  ).split(' '),
)

/** What a variable of JavaScript is called here, where nothing of JSONata has the name. */
export const variable = (name: string) => `$${name.replace(/\W/g, '')}${taken.has(name) ? '_' : ''}`
