/** Names that only n8n gives, and its sign for an expression. */
const ofN8n = [
  /^=\s*\{\{/,
  /\$(?:json|node|binary|items|itemIndex|execution|workflow|env|prevNode)\b/,
  /\$\(\s*["'`]/,
  /\$input\.(?:first|last|all|item\.json)\b/,
  /\$(?:now|today)\b(?!\s*\()/,
]

/** Whether a text is written as n8n writes expressions: here its names stand for nothing. */
export const isOfN8n = (text: string) => ofN8n.some((sign) => sign.test(text))
