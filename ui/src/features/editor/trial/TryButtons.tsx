import { FastForward, Play } from 'lucide-react'
import { ApiProblem } from '../../../api/problem'
import { Button } from '../../../ui/Button'
import { useDraft } from '../draft/store'
import { tryStep, useTrials } from './trial'
import type { Results } from './useResults'

/** Run this step alone, or everything up to it: a trial on what is known, never a real run. */
export function TryButtons({ nodeId, results }: { nodeId: string; results: Results }) {
  const editable = useDraft((state) => state.editable)
  const { busy, error } = useTrials()
  const go = (alone: boolean) =>
    void tryStep({ nodeId, alone, input: results.run?.input ?? {}, pins: results.pins, known: results.results })
  const problem = error instanceof ApiProblem ? error.message : error ? 'The trial could not be made. Try again.' : null
  return (
    <div className="flex flex-col gap-1">
      <div role="group" aria-label="Try it" className="flex flex-wrap gap-2">
        <Button size="small" icon={Play} busy={busy?.nodeId === nodeId} disabled={!editable || busy !== null} onClick={() => go(true)}>
          Run this step
        </Button>
        <Button size="small" icon={FastForward} disabled={!editable || busy !== null} onClick={() => go(false)}>
          Run up to here
        </Button>
      </div>
      {problem && (
        <p role="alert" className="text-dense text-failed">
          {problem}
        </p>
      )}
    </div>
  )
}
