import { useState } from 'react'
import type { Projection } from '../../api/system'

const sampleCountMax = 40

/** The last samples of each projection's rate, one per answer of the server. */
export function useRates(items: readonly Projection[], readAt: number): ReadonlyMap<string, readonly number[]> {
  const [samples, setSamples] = useState<{ readAt: number; rates: ReadonlyMap<string, readonly number[]> }>({
    readAt: 0,
    rates: new Map(),
  })
  if (readAt === samples.readAt || items.length === 0) return samples.rates
  const rates = new Map(
    items.map((one) => [one.name, [...(samples.rates.get(one.name) ?? []), one.eventsPerSecond].slice(-sampleCountMax)]),
  )
  setSamples({ readAt, rates })
  return rates
}
