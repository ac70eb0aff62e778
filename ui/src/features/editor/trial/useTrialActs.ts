import { toastDone, toastFailed } from '../../../ui/Toast'
import { usePin, useUnpin } from './api'
import { tryStep } from './trial'
import type { Results } from './useResults'

export interface TrialActs {
  /** The step alone, or everything up to it. */
  tryStep: (nodeId: string, alone: boolean) => void
  togglePin: (nodeId: string) => void
}

/** Trying and pinning, for keys and the command bar. */
export function useTrialActs(workflowId: string, { run, pins, results }: Results): TrialActs {
  const pin = usePin(workflowId)
  const unpin = useUnpin(workflowId)
  return {
    tryStep: (nodeId, alone) => void tryStep({ nodeId, alone, input: run?.input ?? {}, pins, known: results }),
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
