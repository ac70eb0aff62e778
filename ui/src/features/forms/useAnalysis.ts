import { useQuery } from '@tanstack/react-query'
import { analyseForm, type FormFault } from '../../api/forms'
import { useDebounced } from '../../lib/useDebounced'
import { useBuilder } from './model/builder'

const restMs = 600

export type Analysis = { errors: FormFault[]; warnings: FormFault[] }

/** What the server says of the form as it is edited: errors refuse publishing, warnings are told. */
export function useAnalysis(): Analysis | undefined {
  const draft = useDebounced(
    useBuilder((state) => state.draft),
    restMs,
  )
  const formId = useBuilder((state) => state.formId)
  return useQuery({
    queryKey: ['forms', 'analysis', formId, draft],
    queryFn: ({ signal }) => analyseForm(draft, formId, signal),
    placeholderData: (previous) => previous,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  }).data
}

export type Mark = FormFault & { severe: boolean }

/** Faults by the field that they are about, and by page as `page:0`. */
export function marksOf(analysis: Analysis | undefined): ReadonlyMap<string, readonly Mark[]> {
  const marks = new Map<string, Mark[]>()
  const all = [
    ...(analysis?.errors ?? []).map((fault) => ({ ...fault, severe: true })),
    ...(analysis?.warnings ?? []).map((fault) => ({ ...fault, severe: false })),
  ]
  for (const mark of all) {
    const place = placeOf(mark)
    marks.set(place, [...(marks.get(place) ?? []), mark])
  }
  return marks
}

/** What a fault is about: a field, a page as `page:0`, or the form as a whole, which is empty. */
export function placeOf({ field, path }: FormFault): string {
  const page = /^\/ui\/pages\/(\d+)/.exec(path)?.[1]
  return field ?? (page === undefined ? '' : `page:${page}`)
}
