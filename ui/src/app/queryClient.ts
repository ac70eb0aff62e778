import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '../api/problem'

const retryCountMax = 2

/**
 * A session that ended meanwhile sends the reader to sign in, and back to the same page afterwards. Whether there was one
 * at all is the router's to find out.
 */
const leaveWhenSignedOut = (error: Error) => {
  if (!(error instanceof ApiProblem) || error.code !== 'session.required') return
  if (queryClient.getQueryData(['session']) === undefined) return
  const { pathname, search } = window.location
  if (pathname.startsWith('/sign-in') || pathname.startsWith('/f/')) return
  window.location.assign(`/sign-in?back=${encodeURIComponent(pathname + search)}`)
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== 'session') leaveWhenSignedOut(error)
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      // Without a connection a worker may still answer with what was kept.
      networkMode: 'offlineFirst',
      retry: (failures, error) =>
        failures < retryCountMax && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
    },
  },
})
