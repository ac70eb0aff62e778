import { useEffect } from 'react'
import { create } from 'zustand'

/** The name of the object a page shows, for the breadcrumb and the title of the browser tab. */
export const useCrumbStore = create<{ name: string | null }>(() => ({ name: null }))

export function useCrumb(name: string | undefined) {
  useEffect(() => {
    useCrumbStore.setState({ name: name ?? null })
    if (name) document.title = `${name} · ConcertMaster`
    return () => useCrumbStore.setState({ name: null })
  }, [name])
}
