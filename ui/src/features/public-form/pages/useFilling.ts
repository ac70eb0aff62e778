import { useCallback, useSyncExternalStore } from 'react'
import type { FillingStore } from '../filling/filling'
import type { FieldView, Filling } from '../filling/state'

/** A part of the state; what uses it is drawn again only when that part changes. */
export function useFilling<T>(store: FillingStore, select: (filling: Filling) => T): T {
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

/** One question's answer and problems. A letter typed elsewhere does not draw it again. */
export function useFieldView(store: FillingStore, name: string): FieldView {
  const subscribe = useCallback((listener: () => void) => store.subscribeTo(name)(listener), [store, name])
  return useSyncExternalStore(subscribe, () => store.view(name))
}
