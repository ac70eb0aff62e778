import { useState } from 'react'
import { portLabel } from '../../../graph/model/catalogue'
import { useConnecting } from '../commands/connecting'
import { useDraft } from '../draft/store'
import { useTrials } from '../trial/trial'

const hintLook =
  'absolute top-3 left-1/2 z-10 -translate-x-1/2 rounded-card border border-accent bg-raised px-3 py-1.5 text-dense shadow-float'

/** Says what was done and what the keyboard is about, to all who listen; the mode of connecting is also seen. */
export function Announcer() {
  // What was done before the page was opened is no news.
  const [before] = useState(() => useDraft.getState().history)
  // The same act once more is said once more: for that the words have to differ, which nobody hears.
  const last = useDraft(({ history }) =>
    history === before ? '' : `${history.past.at(-1)?.label ?? ''}${history.past.length % 2 === 0 ? '' : '\u00a0'}`,
  )
  const undone = useDraft(({ history }) => (history === before ? undefined : history.future[0]?.label))
  const name = useDraft((state) =>
    state.selection.length === 1 ? state.graph.nodes.get(state.selection[0]!)?.name : undefined,
  )
  const line = useDraft(({ graph, selectedEdge }) => {
    const edge = graph.edges.get(selectedEdge ?? '')
    if (!edge) return ''
    const [before, after] = [graph.nodes.get(edge.from)?.name, graph.nodes.get(edge.to)?.name]
    return `Line from ${before}, ${portLabel(edge.fromPort)}, to ${after}: Delete cuts it, Tab inserts a step.`
  })
  const tried = useTrials(({ busy, said }) => (busy ? 'Trying…' : said))
  const { from, ports, port } = useConnecting()
  const fromName = useDraft((state) => state.graph.nodes.get(from ?? '')?.name ?? '')
  const way = ports.length > 1 ? `, ${portLabel(port)}` : ''
  const other = ports.length > 1 ? ', C for another way' : ''
  const hint = `Connect “${fromName}”${way}: arrows to the other step, Enter to connect${other}, Esc to leave.`
  return (
    <>
      <p aria-live="polite" className="sr-only">
        {line}
      </p>
      <p aria-live="polite" className="sr-only">
        {tried}
      </p>
      <p aria-live="polite" className="sr-only">
        {from !== null ? `${hint} ${name ?? ''}` : undone ? `Taken back: ${undone}` : last}
      </p>
      {from !== null && (
        <p
          aria-hidden
          className={hintLook}
        >
          {hint}
        </p>
      )}
    </>
  )
}
