import { Fragment, type ReactNode } from 'react'
import { type Block, blocksOf } from './blocks'

const marks = [
  '`[^`]+`',
  String.raw`!?\[[^\]]*\]\(https?:[^)\s]+(?:\s[^)]*)?\)`,
  String.raw`https?:\/\/[^\s<>()]*[^\s<>().,;:!?]`,
  String.raw`\*\*.+?\*\*|__.+?__|~~.+?~~`,
  String.raw`\*[^\s*](?:[^*]*[^\s*])?\*|\b_[^_]+_\b`,
].join('|')

/** Emphasis, code and links inside a line. Links lead only to web addresses; a picture is a link to it, and loads nothing. */
function inline(text: string): ReactNode[] {
  return text.split(new RegExp(`(${marks})`, 'g')).map((part, index) => <Fragment key={index}>{marked(part)}</Fragment>)
}

function marked(part: string): ReactNode {
  const link = /^!?\[([^\]]*)\]\((https?:[^)\s]+)/.exec(part)
  if (link) return <Away to={link[2]!}>{link[1] === '' ? link[2]! : inline(link[1]!)}</Away>
  if (/^https?:\/\//.test(part)) return <Away to={part}>{part}</Away>
  if (/^`[^`]+`$/.test(part)) return <code className="rounded bg-sunken px-1 font-mono text-[0.92em]">{part.slice(1, -1)}</code>
  if (/^(\*\*|__).+\1$/.test(part)) return <strong>{inline(part.slice(2, -2))}</strong>
  if (/^~~.+~~$/.test(part)) return <s>{inline(part.slice(2, -2))}</s>
  if (/^([*_])[^*_].*\1$/.test(part)) return <em>{inline(part.slice(1, -1))}</em>
  return part
}

const Away = ({ to, children }: { to: string; children: ReactNode }) => (
  <a href={to} target="_blank" rel="noreferrer" className="text-accent underline">
    {children}
  </a>
)

/** The Markdown of documentation and notes, as elements: never as HTML. */
export const Markdown = ({ text }: { text: string }) => (
  <div className="flex flex-col gap-2 wrap-anywhere text-ink-2">
    <Blocks blocks={blocksOf(text)} />
  </div>
)

const Blocks = ({ blocks }: { blocks: readonly Block[] }) => blocks.map((block, index) => <One key={index} block={block} />)

const headings = ['text-lg', 'text-base', 'text-work', 'text-work', 'text-work', 'text-work']

function One({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <p className={`font-semibold text-ink ${headings[block.level - 1]}`}>{inline(block.text)}</p>
    case 'code':
      return <pre className="overflow-auto rounded-field bg-sunken p-2 font-mono text-xs">{block.text}</pre>
    case 'quote':
      return (
        <blockquote className="flex flex-col gap-2 border-l-2 border-line-strong pl-3">
          <Blocks blocks={block.blocks} />
        </blockquote>
      )
    case 'rule':
      return <hr className="border-line-strong" />
    case 'list':
      return <List {...block} />
    case 'table':
      return (
        <table className="border-collapse text-left">
          <thead>
            <tr>{block.head.map((cell, at) => <th key={at} className="border border-line-strong px-2 py-1">{inline(cell)}</th>)}</tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>{row.map((cell, at) => <td key={at} className="border border-line-strong px-2 py-1">{inline(cell)}</td>)}</tr>
            ))}
          </tbody>
        </table>
      )
    case 'paragraph':
      return (
        <p>
          {block.lines.map((line, index) => (
            <Fragment key={index}>
              {index > 0 && <br />}
              {inline(line)}
            </Fragment>
          ))}
        </p>
      )
    default:
      return block satisfies never
  }
}

function List({ start, items }: Extract<Block, { kind: 'list' }>) {
  const Tag = start === null ? 'ul' : 'ol'
  return (
    <Tag {...(start === null ? {} : { start })} className={`pl-5 ${start === null ? 'list-disc' : 'list-decimal'}`}>
      {items.map((item, at) => (
        <li key={at} className={item.done === null ? '' : 'list-none'}>
          {item.done !== null && (
            <input
              type="checkbox"
              checked={item.done}
              readOnly
              disabled
              aria-label={item.done ? 'done' : 'to do'}
              className="mr-1.5 -ml-5"
            />
          )}
          {inline(item.text)}
          <Blocks blocks={item.blocks} />
        </li>
      ))}
    </Tag>
  )
}
