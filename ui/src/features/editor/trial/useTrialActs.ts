import { toastDone, toastFailed } from '../../../ui/Toast'
import { usePin, useUnpin } from './api'
import { tryStep, useTrials } from './trial'
import type { Results } from './useResults'

export interface TrialActs {
  /** The step alone, or everything up to it. */
  tryStep: (nodeId: string, alone: boolean) => void
  /** The draft as a whole. */
  tryAll: () => void
  togglePin: (nodeId: string) => void
}

/** Trying and pinning, for keys and the command bar. */
export function useTrialActs(workflowId: string, { run, pins, results }: Results, go: (nodeId: string) => void): TrialActs {
  const pin = usePin(workflowId)
  const unpin = useUnpin(workflowId)
  const trial = async (nodeId: string | null, alone: boolean) => {
    const answer = await tryStep({ nodeId, alone, input: run?.input ?? {}, pins, known: results })
    const { error, said } = useTrials.getState()
    if (error) toastFailed(error)
    const failed = answer?.steps.find((step) => step.status === 'failed')
    if (failed) go(failed.nodeId)
    if (!answer || nodeId !== null || answer.held.length > 0) return
    if (failed) toastFailed(new Error(said))
    else toastDone(`${said}.`)
  }
  return {
    tryStep: (nodeId, alone) => void trial(nodeId, alone),
    tryAll: () => void trial(null, false),
    togglePin: (nodeId) => {
      const result = results.get(nodeId)
      if (pins.has(nodeId)) unpin.mutate(nodeId, { onError: toastFailed })
      else if (!result || result.step.output === null) toastFailed(new Error('Run the step first: there is no output to pin.'))
      else {
        const origin = result.origin === 'trial' ? 'a trial' : 'a run'
        const body = { nodeId, output: result.step.output, port: result.step.port, origin }
        pin.mutate(body, { onSuccess: () => toastDone('Pinned for trials.'), onError: toastFailed })
      }
    },
  }
}
