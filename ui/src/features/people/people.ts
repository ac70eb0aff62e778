import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { del, get, post, put } from '../../api/http'
import { getAll, type Page } from '../../api/lists'

export interface Absence {
  id: string
  from: string
  until: string
  substitute: string | null
  reason: string | null
}

export interface Colleague {
  id: string
  name: string
  role: string
  mayDecide: boolean
  skills: string[]
  absences: Absence[]
}

export interface Team {
  id: string
  name: string
  members: { id: string; name: string }[]
}

export const usePeople = () =>
  useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => getAll<Colleague>('/api/people', {}, signal),
    staleTime: 60_000,
  })

export const useTeams = () =>
  useQuery({ queryKey: ['teams'], queryFn: ({ signal }) => get<Page<Team>>('/api/teams', signal) })

/** What each role may do; the same for every organisation. */
export const useRoles = () =>
  useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => get<Page<{ role: string; may: string[] }>>('/api/people/roles', signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

type PeopleAct =
  | { act: 'createTeam'; name: string; members: string[] }
  | { act: 'changeTeam'; id: string; name?: string; members?: string[] }
  | { act: 'dissolveTeam'; id: string }
  | { act: 'skills'; person: string; skills: string[] }
  | { act: 'noteAbsence'; person: string; from: string; until: string; substitute: string | null; reason: string | null }
  | { act: 'cancelAbsence'; person: string; id: string }

export const usePeopleAct = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (one: PeopleAct): Promise<unknown> => {
      switch (one.act) {
        case 'createTeam':
          return post('/api/teams', { name: one.name, members: one.members })
        case 'changeTeam':
          return put(`/api/teams/${one.id}`, { name: one.name ?? null, members: one.members ?? null })
        case 'dissolveTeam':
          return del(`/api/teams/${one.id}`)
        case 'skills':
          return put(`/api/people/${one.person}/skills`, { skills: one.skills })
        case 'noteAbsence': {
          const { from, until, substitute, reason } = one
          return post(`/api/people/${one.person}/absences`, { from, until, substitute, reason })
        }
        case 'cancelAbsence':
          return del(`/api/people/${one.person}/absences/${one.id}`)
      }
    },
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['people'] }), client.invalidateQueries({ queryKey: ['teams'] })]),
  })
}

/** Everybody whose whole name stands behind an @ in the text. */
export const mentionedIn = (text: string, people: readonly Colleague[]): Colleague[] => {
  const said = text.toLowerCase()
  return people.filter((one) => said.includes(`@${one.name.toLowerCase()}`))
}
