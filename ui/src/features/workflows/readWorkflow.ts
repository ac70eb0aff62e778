import { parseWorkflowFile, type WorkflowFile } from '../../graph/model/exchange'
import type { Import } from '../../graph/n8n/translate'

export type Read = { n8n: Import } | { ours: WorkflowFile } | { why: string }

const lengthMax = 20_000_000
const stepCountMax = 1_000

/** A workflow from text: exported from here, or from n8n. Says why where there is none. */
export async function readWorkflow(text: string): Promise<Read> {
  if (text.length > lengthMax) return { why: 'This is larger than 20 MB, more than any workflow.' }
  // The translator is large and seldom needed: it is fetched only for text that may be n8n's.
  const n8n = text.includes('n8n') ? (await import('../../graph/n8n/translate')).importN8n(text) : null
  if (n8n) return { n8n }
  const ours = parseWorkflowFile(text)
  return ours ? { ours } : { why: whyNone(text) }
}

function whyNone(text: string): string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'This is no JSON. Take a workflow that was exported, or copied, from here or from n8n.'
  }
  const { nodes } = (json ?? {}) as { nodes?: unknown }
  return Array.isArray(nodes) && nodes.length > stepCountMax
    ? `It has ${nodes.length.toLocaleString('en')} steps. A workflow that is taken in has at most ${stepCountMax.toLocaleString('en')}.`
    : 'This holds no workflow. Take one that was exported, or copied, from here or from n8n.'
}

/** Text of a file, in the encodings that tools write: PowerShell's `>` writes UTF-16. */
export async function textOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  return new TextDecoder(wide ?? 'utf-8').decode(bytes)
}
