import { Fragment, type ReactNode } from 'react'

/** Emphasis, code and links inside a line. Links lead only to web addresses. */
function inline(text: string): ReactNode[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\(https?:[^)\s]+\))/g).map((part, index) => {
    const link = /^\[([^\]]+)\]\((https?:[^)\s]+)\)$/.exec(part)
    if (link)
      return (
        <a key={index} href={link[2]} target="_blank" rel="noreferrer" className="text-accent underline">
          {link[1]}
        </a>
      )
    if (/^`.+`$/.test(part))
      return (
        <code key={index} className="rounded bg-sunken px-1 font-mono text-[0.92em]">
          {part.slice(1, -1)}
        </code>
      )
    if (/^\*\*.+\*\*$/.test(part)) return <strong key={index}>{part.slice(2, -2)}</strong>
    return <Fragment key={index}>{part}</Fragment>
  })
}

/** The little Markdown that documentation of nodes and notes use, as elements: never as HTML. */
export function Markdown({ text }: { text: string }) {
  const blocks = text.trim().split(/\n\s*\n/)
  return (
    <div className="flex flex-col gap-2 text-ink-2">
      {blocks.map((block, index) => {
        const lines = block.split('\n')
        if (lines.every((line) => /^\s*[-*] /.test(line)))
          return (
            <ul key={index} className="list-disc pl-5">
              {lines.map((line, at) => (
                <li key={at}>{inline(line.replace(/^\s*[-*] /, ''))}</li>
              ))}
            </ul>
          )
        if (/^```/.test(block))
          return (
            <pre key={index} className="overflow-auto rounded-field bg-sunken p-2 font-mono text-xs">
              {block.replace(/^```\w*\n?|\n?```$/g, '')}
            </pre>
          )
        const heading = /^#{1,4} (.*)$/.exec(block)
        if (heading)
          return (
            <p key={index} className="font-semibold text-ink">
              {inline(heading[1] ?? '')}
            </p>
          )
        return <p key={index}>{inline(block.replace(/\n/g, ' '))}</p>
      })}
    </div>
  )
}
