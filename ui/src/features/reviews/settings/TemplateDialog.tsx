import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ApiProblem, problemOf } from '../../../api/problem'
import { Button, IconButton } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Input } from '../../../ui/Field'
import { type StageConfig, type StageTemplate, useSettingsAct } from './settings'
import { StageFields } from './StageFields'
import { plain } from './stages'

const stagesMax = 12

/** A stage keeps what is being typed into it when it moves. */
const keyed = (stage: StageConfig) => ({ key: crypto.randomUUID(), stage })

export function TemplateDialog({ template, onClose }: { template: StageTemplate | null; onClose: () => void }) {
  const act = useSettingsAct()
  const [name, setName] = useState(template?.name ?? '')
  const [stages, setStages] = useState(() => (template?.stages ?? [{ name: 'Check' }]).map(keyed))
  const change = (at: number, changes: Partial<StageConfig>) =>
    setStages(stages.map((one, index) => (index === at ? { ...one, stage: { ...one.stage, ...changes } } : one)))
  const move = (at: number, by: 1 | -1) => {
    const next = [...stages]
    const [stage] = next.splice(at, 1)
    if (stage) next.splice(at + by, 0, stage)
    setStages(next)
  }
  const save = () =>
    act.mutate(
      { act: 'saveTemplate', id: template?.id ?? null, name, stages: stages.map((one) => plain(one.stage)) },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={template ? template.name : 'New way through stages'}
      description="Stages follow each other. One that runs beside the one before opens together with it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={act.isPending} disabled={name.trim() === '' || stages.length === 0} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="Name" required>
          <Input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        {act.isError && <Faults error={act.error} />}
        <ol className="grid gap-4">
          {stages.map(({ key, stage }, at) => (
            <li key={key} className="rounded-card border border-line p-4">
              <div className="mb-3 flex items-center gap-2">
                <h3 className="flex-1 font-semibold">
                  {at + 1}. {stage.name || 'Stage'}
                </h3>
                <IconButton
                  icon={ArrowUp}
                  size="small"
                  label={`Move stage ${at + 1} up`}
                  disabled={at === 0}
                  onClick={() => move(at, -1)}
                />
                <IconButton
                  icon={ArrowDown}
                  size="small"
                  label={`Move stage ${at + 1} down`}
                  disabled={at === stages.length - 1}
                  onClick={() => move(at, 1)}
                />
                <IconButton
                  icon={Trash2}
                  size="small"
                  label={`Remove stage ${at + 1}`}
                  onClick={() => setStages(stages.filter((_, index) => index !== at))}
                />
              </div>
              <StageFields stage={stage} first={at === 0} onChange={(changes) => change(at, changes)} />
            </li>
          ))}
        </ol>
        {stages.length < stagesMax && (
          <div>
            <Button icon={Plus} onClick={() => setStages([...stages, keyed({})])}>
              Add a stage
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  )
}

/** What cannot be used, each with the stage that it is in. */
function Faults({ error }: { error: Error }) {
  const problem = problemOf(error)
  const faults = error instanceof ApiProblem ? error.errors : []
  return (
    <div role="alert" className="rounded-card border border-failed/50 px-4 py-3 text-failed">
      <p>{problem.detail || problem.title}</p>
      <ul className="list-disc pl-5">
        {faults.map((fault) => (
          <li key={fault.path}>
            {/^\/stages\/(\d+)/.exec(fault.path)?.[1] !== undefined &&
              `Stage ${Number(/^\/stages\/(\d+)/.exec(fault.path)?.[1]) + 1}: `}
            {fault.message}
          </li>
        ))}
      </ul>
    </div>
  )
}
