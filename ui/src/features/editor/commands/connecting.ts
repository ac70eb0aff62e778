import { create } from 'zustand'
import { outPorts, type TypeFacts } from '../../../graph/model/catalogue'
import { connect } from '../canvasActs'
import { draft, select } from '../draft/store'

interface Connecting {
  /** The step that is being connected by the keyboard; null outside of that. */
  from: string | null
  ports: readonly string[]
  port: string
}

const outside: Connecting = { from: null, ports: [], port: '' }

/**
 * Connecting without a mouse: C on a step, arrows to the other, Enter. With several ports C again takes the next one;
 * Escape leaves.
 */
export const useConnecting = create<Connecting>(() => outside)

export function beginConnecting(nodeId: string, types: ReadonlyMap<string, TypeFacts>) {
  const { from, ports, port } = useConnecting.getState()
  if (from !== null) {
    const next = ports[(ports.indexOf(port) + 1) % ports.length]!
    return useConnecting.setState({ port: next })
  }
  const node = draft().graph.nodes.get(nodeId)
  const all = node ? outPorts(node, types.get(node.type)) : []
  if (all.length > 0) useConnecting.setState({ from: nodeId, ports: all, port: all[0]! })
}

export function connectHere() {
  const { from, port } = useConnecting.getState()
  const to = draft().selection[0]
  if (from === null || to === undefined) return
  useConnecting.setState(outside)
  connect(from, port, to)
}

/** Whether there was anything to leave. */
export function endConnecting(): boolean {
  const { from } = useConnecting.getState()
  if (from === null) return false
  useConnecting.setState(outside)
  select([from])
  return true
}
