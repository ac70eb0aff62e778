import type { NodeType } from '../../../api/nodes'
import type { JoinMode, NodeDefinition, OnError } from '../../../graph/model/definition'
import type { NodeChanges } from '../../../graph/model/edit'
import { Checkbox, Field, Input, Select, Textarea } from '../../../ui/Field'
import { act, useDraft } from '../draft/store'

const onErrorOptions = [
  { value: 'stop', label: 'Stop the run' },
  { value: 'continue', label: 'Go on, with the error as output' },
  { value: 'port', label: 'Leave through a way of its own' },
]

const joinOptions = [
  { value: 'all', label: 'All ways that lead here are decided' },
  { value: 'any', label: 'The first way arrives' },
]

const numberOr = (text: string) => (text === '' ? null : Number(text))

/** What every step has, whatever its type: errors, retries, time limit, notes. */
export function Behaviour({ node, type }: { node: NodeDefinition; type: NodeType | undefined }) {
  const { graph, editable } = useDraft()
  const change = (label: string, changes: NodeChanges) =>
    act(label, [{ type: 'changeNode', nodeId: node.id, changes }], `${label}:${node.id}`)
  const into = [...graph.edges.values()].filter((edge) => edge.to === node.id).length
  const loops = [...graph.nodes.values()].filter((other) => other.type === 'Loop' && other.id !== node.id)
  return (
    <fieldset disabled={!editable} className="flex flex-col gap-4 p-4">
      <legend className="sr-only">Behaviour</legend>
      <Checkbox
        label="Switched on"
        help="A step that is off passes its input on unchanged."
        checked={!node.disabled}
        onToggle={(on) => change('Switch on or off', { disabled: !on })}
      />
      {!type?.isTrigger && (
        <>
          <Field label="When it fails">
            <Select
              options={onErrorOptions}
              value={node.onError ?? 'stop'}
              onPick={(onError) => change('Change what happens on failure', { onError: onError as OnError })}
            />
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <Field label="Try again" help="Times after the first.">
              <Input
                type="number"
                min={0}
                max={100}
                value={node.retry?.count ?? ''}
                onChange={(event) => {
                  const count = numberOr(event.target.value)
                  change('Change retries', { retry: count === null ? null : { ...node.retry, count } })
                }}
              />
            </Field>
            <Field label="Wait between" help="Seconds, doubled each time.">
              <Input
                type="number"
                min={0}
                step="any"
                disabled={!node.retry}
                value={node.retry?.backoffSeconds ?? ''}
                onChange={(event) =>
                  change('Change retries', {
                    retry: { count: node.retry?.count ?? 1, backoffSeconds: numberOr(event.target.value) ?? 1 },
                  })
                }
              />
            </Field>
          </div>
          <Field label="Time limit" help="Seconds after which it counts as failed.">
            <Input
              type="number"
              min={0}
              step="any"
              value={node.timeoutSeconds ?? ''}
              onChange={(event) => change('Change the time limit', { timeoutSeconds: numberOr(event.target.value) })}
            />
          </Field>
        </>
      )}
      {into > 1 && (
        <Field label="Starts when">
          <Select
            options={joinOptions}
            value={node.join ?? 'all'}
            onPick={(join) => change('Change the join', { join: join as JoinMode })}
          />
        </Field>
      )}
      {!type?.isTrigger && loops.length > 0 && (
        <Field label="Repeated by" help="Steps inside a loop run once per item.">
          <Select
            options={[{ value: '', label: 'Nothing; it runs once' }, ...loops.map((loop) => ({ value: loop.id, label: loop.name }))]}
            value={node.parent ?? ''}
            onPick={(parent) => change('Move into or out of a loop', { parent: parent === '' ? null : parent })}
          />
        </Field>
      )}
      <Field label="Notes" help="For those who come after you; shown on the card as a mark.">
        <Textarea
          value={node.notes ?? ''}
          onChange={(event) => change('Write notes', { notes: event.target.value === '' ? null : event.target.value })}
        />
      </Field>
      <p className="text-dense text-ink-3">
        Expressions name this step <code className="font-mono">$steps.{node.id}</code>.
      </p>
    </fieldset>
  )
}
