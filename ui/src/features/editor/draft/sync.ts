import type { QueryClient } from '@tanstack/react-query'
import { request } from '../../../api/http'
import { follow, useLive } from '../../../api/live'
import { ApiProblem } from '../../../api/problem'
import { sessionQuery } from '../../../api/session'
import { sendEdits, type Workflow } from '../../../api/workflows'
import type { Edit } from '../../../graph/model/edit'
import { applyAll } from '../../../graph/model/graph'
import { squash } from '../../../graph/model/history'
import { toastFailed } from '../../../ui/Toast'
import { firstOf } from './batch'
import { rememberUnsent } from './memory'
import { draft, keepUnsent, rebase, useDraft } from './store'

const restMs = 60
/** Letters typed without a pause are one edit, sent in time for others to see it within half a second. */
const typingRestMs = 200
const typingMaxMs = 1_500
const retryMs = 3_000
const editCountMax = 200

/**
 * Sends edits as they are made and takes in those of others. Nothing waits for the server: edits are sent in the
 * background, and where someone else was first, ours are laid on top of theirs.
 */
export function startSync(workflowId: string, client: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  /** The newest version that the log is known to have; what is newer than the draft is of somebody else. */
  let newest = 0
  let pulling = false
  /** Fewer after a refusal that does not say which of them it means. */
  let countMax = editCountMax
  let waitingSince = 0
  const mine = () => !stopped && draft().workflowId === workflowId

  const later = (delayMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), delayMs)
  }

  /** As soon as it may be: an act at once, letters when they pause. */
  const soon = () => {
    const longest = waitingSince + typingMaxMs - performance.now()
    later(draft().typing ? Math.max(restMs, Math.min(typingRestMs, longest)) : restMs)
  }

  async function flush() {
    clearTimeout(timer)
    const { person, pending, sending, version, conflicts } = draft()
    if (!mine() || sending.length > 0 || pending.length === 0) return
    const batch = squash(pending)
    const edits = firstOf(batch, countMax)
    const rest = batch.slice(edits.length)
    useDraft.setState({ sending: edits, pending: rest, sync: 'saving' })
    try {
      const answer = await sendEdits(workflowId, edits, version)
      if (!mine()) {
        if (rest.length === 0) rememberUnsent({ person, workflowId }, { version: answer.data.version, edits: [], conflicts })
        return
      }
      useDraft.setState({
        sending: [],
        base: applyAll(draft().base, edits),
        version: answer.data.version,
        sync: draft().pending.length > 0 ? 'saving' : 'saved',
      })
      countMax = Math.min(editCountMax, countMax * 2)
      keepUnsent()
      client.setQueryData<Workflow>(['workflows', 'one', workflowId], (old) => old && { ...old, hasUnpublishedChanges: true })
      void client.invalidateQueries({ queryKey: ['workflows', 'history', workflowId] })
      if (draft().pending.length > 0) soon()
      void catchUp()
    } catch (error) {
      if (mine()) await failed(error, edits)
    }
  }

  /** Reads what others did: once for all that came in meanwhile, and not at all for what is mine. */
  async function catchUp() {
    if (pulling || draft().sending.length > 0) return
    pulling = true
    try {
      while (mine() && draft().sending.length === 0 && newest > draft().version) {
        const before = draft().version
        await pull()
        if (draft().version === before) return
      }
    } finally {
      pulling = false
    }
  }

  async function failed(error: unknown, edits: readonly Edit[]) {
    // Only an answer of the server refuses: whatever else went wrong, what was drawn is kept and sent again.
    const problem = error instanceof ApiProblem ? error : new ApiProblem(0, null)
    const keep = { pending: [...edits, ...draft().pending], sending: [] }
    if (problem.status === 412) {
      useDraft.setState(keep)
      await pull()
      if (draft().pending.length === 0) useDraft.setState({ sync: 'saved' })
      later(0)
    } else if (passes(problem.status)) {
      useDraft.setState({ ...keep, sync: 'offline' })
      later(retryMs)
    } else if (problem.code === 'session.antiforgery') {
      useDraft.setState({ ...keep, sync: 'offline' })
      if (await isStillMe()) later(retryMs)
    } else if (isAboutContent(problem) && refusedOf(problem).size === 0 && edits.length > 1) {
      // One of them is meant: half of them at a time, until it is alone.
      countMax = Math.ceil(edits.length / 2)
      useDraft.setState(keep)
      later(0)
    } else {
      // The server will never take what it names: the rest is sent again, what it has is shown, what was refused is said.
      const named = refusedOf(problem)
      const rest = named.size > 0 ? edits.filter((_, index) => !named.has(index)) : []
      useDraft.setState({ sending: [], pending: [...rest, ...draft().pending], sync: 'refused' })
      keepUnsent()
      toastFailed(problem)
      await pull()
      if (draft().pending.length > 0) later(0)
    }
  }

  /** Whether the session that this browser has by now is that of whoever made the edits: nobody sends what is another's. */
  async function isStillMe(): Promise<boolean> {
    try {
      const session = await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
      return session.user.id === draft().person
    } catch {
      return true // Asked again with the next try.
    }
  }

  async function pull() {
    try {
      const workflow = (await request<Workflow>(`/api/workflows/${workflowId}`, { fromLog: true })).data
      client.setQueryData(['workflows', 'one', workflowId], workflow)
      const refused = draft().sync === 'refused'
      if (!mine() || draft().sending.length > 0 || (workflow.version <= draft().version && !refused)) return
      rebase(workflow.name, workflow.definition, workflow.version)
    } catch {
      // The next change or retry reads again.
    }
  }

  const unfollow = follow(`workflow:${workflowId}`, ({ version }) => {
    newest = Math.max(newest, version)
    void catchUp()
  })
  // What happened while the line was down was told to nobody here.
  const unhook = useLive.subscribe((now, before) => {
    if (now.connected && !before.connected) void pull()
  })
  const unsubscribe = useDraft.subscribe((now, before) => {
    if (now.pending === before.pending || now.pending.length === 0) return
    if (before.pending.length === 0) waitingSince = performance.now()
    soon()
  })
  const online = () => later(0)
  window.addEventListener('online', online)
  flushNow = flush
  later(0)
  return () => {
    void flush()
    stopped = true
    clearTimeout(timer)
    unfollow()
    unhook()
    unsubscribe()
    window.removeEventListener('online', online)
  }
}

/** Faults that have nothing to do with the edits: no connection, a server that is away or busy, a session that has ended. */
const passes = (status: number) => status === 0 || status === 401 || status === 408 || status === 429 || status >= 500

/** Faults of what was sent, as against those of who sends it, or of where it goes. */
const isAboutContent = ({ status }: ApiProblem) => status === 400 || status === 413 || status === 422

/** The edits that a refusal names, by their place in the request. */
const refusedOf = ({ errors }: ApiProblem) =>
  new Set(errors.flatMap(({ path }) => /^\/edits\/(\d+)/.exec(path)?.[1] ?? []).map(Number))

let flushNow: () => Promise<void> = () => Promise.resolve()

/** Sends what is waiting, and resolves once the server has it (or could not be reached). */
export async function saveNow() {
  await flushNow()
  for (let tries = 0; tries < 50 && draft().sending.length > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 50))
  if (draft().pending.length > 0 && draft().sync !== 'offline') await flushNow()
}
