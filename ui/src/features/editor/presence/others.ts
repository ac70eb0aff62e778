import { useEffect } from 'react'
import { create } from 'zustand'
import { followOthers, type Presence, showMe, useLive } from '../../../api/live'
import type { Point } from '../../../graph/model/definition'
import { useDraft } from '../draft/store'

export interface Other {
  connection: string
  userId: string
  name: string
  colour: string
  cursor: Point | null
  selection: readonly string[]
  heardAt: number
}

/** Readable under white letters, and told apart also by the name beside them. */
const colours = ['#b4530a', '#0e7490', '#a21caf', '#1c7c4a', '#1e6fd9', '#8a3ffc', '#b91c5c']
const colourOf = (userId: string) => colours[[...userId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % colours.length]!

/** Who else has this workflow open. */
export const useOthers = create<{ others: readonly Other[] }>(() => ({ others: [] }))

const sendGapMs = 50
const helloMs = 10_000
const goneAfterMs = 35_000

let mine: { cursor: Point | null; selection: readonly string[] } = { cursor: null, selection: [] }
let topic = ''
let timer: ReturnType<typeof setTimeout> | undefined

const send = () => {
  timer ??= setTimeout(() => {
    timer = undefined
    if (topic !== '') showMe(topic, mine)
  }, sendGapMs)
}

/** Called as the mouse moves over the canvas, in its coordinates; null when it has left. */
export function pointAt(cursor: Point | null) {
  mine = { ...mine, cursor }
  send()
}

function hear({ connection, userId, name, state }: Presence) {
  const { others } = useOthers.getState()
  const rest = others.filter((other) => other.connection !== connection)
  if (state === undefined) return useOthers.setState({ others: rest })
  const { cursor, selection } = state as Partial<Pick<Other, 'cursor' | 'selection'>>
  const place = { cursor: cursor ?? null, selection: selection ?? [], heardAt: Date.now() }
  const other = { connection, userId, name, colour: colourOf(userId), ...place }
  useOthers.setState({ others: [...rest, other].sort((a, b) => (a.connection < b.connection ? -1 : 1)) })
  // A newcomer does not know of me yet.
  if (rest.length === others.length) send()
}

/** Shows the others where I am, and keeps their places, while the workflow is open. */
export function usePresence(workflowId: string) {
  const connected = useLive((state) => state.connected)
  useEffect(() => {
    if (!connected) return
    topic = `workflow:${workflowId}`
    mine = { cursor: null, selection: useDraft.getState().selection }
    const deaf = followOthers(topic, hear)
    const unsubscribe = useDraft.subscribe((now, before) => {
      if (now.selection === before.selection) return
      mine = { ...mine, selection: now.selection.slice(0, 50) }
      send()
    })
    send()
    const hello = setInterval(() => {
      send()
      const { others } = useOthers.getState()
      const alive = others.filter((other) => Date.now() - other.heardAt < goneAfterMs)
      if (alive.length < others.length) useOthers.setState({ others: alive })
    }, helloMs)
    return () => {
      deaf()
      unsubscribe()
      clearInterval(hello)
      topic = ''
      useOthers.setState({ others: [] })
    }
  }, [workflowId, connected])
}
