import { Suspense } from 'react'
import { Outlet, useMatches, useNavigation } from 'react-router'
import { useLiveConnection } from '../../api/live'
import { classes } from '../../lib/classes'
import { BottomBar } from './BottomBar'
import { CommandBar } from '../commands/CommandBar'
import { Rail } from './Rail'
import { TopBar } from './TopBar'

export function Shell() {
  useLiveConnection()
  const moving = useNavigation().state !== 'idle'
  const matches = useMatches()
  const crumb = (matches.at(-1)?.handle as { crumb?: string } | undefined)?.crumb
  return (
    <div className="flex h-dvh">
      {crumb && <title>{`${crumb} · ConcertMaster`}</title>}
      <a
        href="#content"
        className="sr-only z-50 rounded-field bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <Rail />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar />
        <div
          aria-hidden
          className={classes('h-0.5 shrink-0 bg-accent transition-opacity', moving ? 'animate-pulse opacity-100' : 'opacity-0')}
        />
        <main id="content" tabIndex={-1} className="relative flex min-h-0 flex-1 flex-col overflow-auto outline-none">
          <Suspense fallback={<LoadingPage />}>
            <Outlet />
          </Suspense>
        </main>
        <BottomBar />
      </div>
      <CommandBar />
    </div>
  )
}

export function LoadingPage() {
  return (
    <div role="status" className="grid min-h-40 flex-1 place-items-center text-ink-3">
      Loading…
    </div>
  )
}
