import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { create } from 'zustand'
import { rememberSequence } from './http'

export interface Change {
  topic: string
  sequence: number
  /** That of the stream after the event. */
  version: number
  type: string
  streamId: string
  data?: unknown
}

/** Somebody else who looks at the same thing just now. */
export interface Presence {
  topic: string
  connection: string
  userId: string
  name: string
  /** Absent when they have left. */
  state?: unknown
}

interface Connection {
  invoke: (method: string, ...args: unknown[]) => Promise<unknown>
}

const followers = new Map<string, Set<(change: Change) => void>>()
const onlookers = new Map<string, (other: Presence) => void>()
let connection: Connection | null = null

interface Live {
  connected: boolean
  /** How many times the connection came back; what was changed while it was away has been told to nobody. */
  returns: number
}

/** Whether changes of others arrive by themselves just now. */
export const useLive = create<Live>(() => ({ connected: false, returns: 0 }))

const ask = (method: 'Subscribe' | 'Unsubscribe', topic: string) => {
  connection?.invoke(method, topic).catch(() => undefined)
}

/** Follows a topic; returns how to stop. Topics outlive reconnects. */
export function follow(topic: string, tell: (change: Change) => void): () => void {
  const told = followers.get(topic) ?? new Set()
  followers.set(topic, told)
  if (told.size === 0) ask('Subscribe', topic)
  told.add(tell)
  return () => {
    told.delete(tell)
    if (told.size > 0) return
    followers.delete(topic)
    ask('Unsubscribe', topic)
  }
}

/** Tells the others who follow the topic where one is. */
export const showMe = (topic: string, state: unknown) => {
  connection?.invoke('Here', topic, state).catch(() => undefined)
}

/** Hears where the others are; a topic has one listener. The topic itself is followed apart from this. */
export function followOthers(topic: string, tell: (other: Presence) => void): () => void {
  onlookers.set(topic, tell)
  return () => void onlookers.delete(topic)
}

async function connect(): Promise<() => void> {
  const { HubConnectionBuilder, LogLevel } = await import('@microsoft/signalr')
  const hub = new HubConnectionBuilder()
    .withUrl('/live')
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount }) => Math.min(500 * 2 ** previousRetryCount, 15_000) })
    .configureLogging(LogLevel.None)
    .build()
  const opened = (isReturn: boolean) => {
    connection = hub
    for (const topic of followers.keys()) ask('Subscribe', topic)
    useLive.setState(({ returns }) => ({ connected: true, returns: isReturn ? returns + 1 : returns }))
  }
  const closed = () => {
    connection = null
    useLive.setState({ connected: false })
  }
  hub.on('changed', (change: Change) => {
    rememberSequence(change.sequence)
    for (const tell of followers.get(change.topic) ?? []) tell(change)
  })
  for (const message of ['here', 'gone']) hub.on(message, (other: Presence) => onlookers.get(other.topic)?.(other))
  hub.onreconnected(() => opened(true))
  hub.onreconnecting(closed)
  let wanted = true
  // The server ended it: with the session, or with that of before the password was changed. Another one has to be begun.
  hub.onclose(() => {
    closed()
    if (wanted) setTimeout(() => void start(1), 1_000)
  })
  const start = async (attempt: number): Promise<void> => {
    try {
      await hub.start()
      opened(attempt > 0)
    } catch {
      if (wanted) setTimeout(() => void start(attempt + 1), Math.min(1_000 * 2 ** attempt, 15_000))
    }
  }
  void start(0)
  return () => {
    wanted = false
    void hub.stop()
  }
}

/** Keeps the connection open while the shell stands. */
export function useLiveConnection() {
  useEffect(() => {
    const stop = connect()
    return () => void stop.then((end) => end())
  }, [])
}

const gatherMs = 150

/** Reads queries again when something of the topic changed, or may have; bursts are gathered into one reading. */
export function useLiveQueries(topic: string, ...keys: (readonly unknown[])[]) {
  const client = useQueryClient()
  const text = JSON.stringify(keys)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const readAgain = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        for (const key of JSON.parse(text) as unknown[][]) void client.invalidateQueries({ queryKey: key })
      }, gatherMs)
    }
    const stop = follow(topic, readAgain)
    const stopReturns = useLive.subscribe((now, before) => {
      if (now.returns !== before.returns) readAgain()
    })
    return () => {
      clearTimeout(timer)
      stop()
      stopReturns()
    }
  }, [client, topic, text])
}
