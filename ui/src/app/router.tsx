import { createBrowserRouter, redirect, type RouteObject } from 'react-router'
import { ApiProblem } from '../api/problem'
import { sessionQuery } from '../api/session'
import { ErrorPage } from './ErrorPage'
import { NotFoundPage } from './NotFoundPage'
import { barePages, type PageEntry, shellPages } from './pages'
import { paths } from './paths'
import { queryClient } from './queryClient'
import { LoadingPage, Shell } from './shell/Shell'

/** A page that did not come fails as one that fails while it is drawn: of a route without a page the router draws nothing. */
const loaded = async (load: PageEntry['load']) => {
  try {
    return { Component: await load() }
  } catch (error) {
    const Missing = () => {
      throw error
    }
    return { Component: Missing }
  }
}

const routeOf = ({ path, crumb, load, ask }: PageEntry): RouteObject => ({
  path,
  handle: { crumb },
  lazy: () => loaded(load),
  errorElement: <ErrorPage />,
  ...(ask && {
    loader: ({ params }) => {
      ask(queryClient, params)
      return null
    },
    shouldRevalidate: ({ currentUrl, nextUrl }) => currentUrl.pathname !== nextUrl.pathname,
  }),
})

/** Nobody sees the shell without a session; after signing in they come back to where they wanted to go. */
const requireSession = async ({ request }: { request: Request }) => {
  try {
    return await queryClient.ensureQueryData(sessionQuery)
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error
    const url = new URL(request.url)
    const back = url.pathname + url.search
    throw redirect(back === '/' ? paths.signIn() : `${paths.signIn()}?back=${encodeURIComponent(back)}`)
  }
}

export const router = createBrowserRouter([
  {
    id: 'shell',
    loader: requireSession,
    shouldRevalidate: () => false,
    Component: Shell,
    HydrateFallback: LoadingPage,
    errorElement: <ErrorPage />,
    children: [...shellPages.map(routeOf), { path: '*', handle: { crumb: 'Not found' }, Component: NotFoundPage }],
  },
  ...barePages.map((entry) => ({ ...routeOf(entry), HydrateFallback: LoadingPage })),
])
