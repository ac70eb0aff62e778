import { ChevronRight, Search } from 'lucide-react'
import { Fragment } from 'react'
import { Link, useLocation, useMatches } from 'react-router'
import { openCommandBar } from '../commands/CommandBar'
import { useCrumbStore } from './crumb'
import { Logo } from './Logo'
import { navigation } from './navigation'
import { NeedsMe } from './NeedsMe'
import { UserMenu } from './UserMenu'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
export const commandKey = isMac ? '⌘' : 'Ctrl '

const searchLook =
  'ml-auto flex h-9 items-center gap-2 rounded-field border border-line bg-paper px-2.5 text-ink-3 ' +
  'hover:border-line-strong hover:text-ink-2 md:w-64 max-md:justify-center pointer-coarse:h-11 pointer-coarse:min-w-11'

export function TopBar() {
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-b border-line bg-sheet px-4">
      <span className="md:hidden">
        <Logo />
      </span>
      <Breadcrumbs />
      <button
        type="button"
        onClick={openCommandBar}
        className={searchLook}
      >
        <Search size={16} aria-hidden />
        <span className="flex-1 text-left max-md:sr-only">Search or command</span>
        <kbd className="rounded border border-line px-1 font-mono text-xs max-md:hidden">{commandKey}K</kbd>
      </button>
      <NeedsMe />
      <UserMenu />
    </header>
  )
}

function Breadcrumbs() {
  const matches = useMatches()
  const { pathname } = useLocation()
  const name = useCrumbStore((state) => state.name)
  const section = navigation.findLast((item) => item.to === '/' ? pathname === '/' : pathname.startsWith(item.to))
  const here = name ?? (matches.at(-1)?.handle as { crumb?: string } | undefined)?.crumb
  const trail = [
    ...(section && section.to !== pathname ? [{ label: section.label, to: section.to }] : []),
    ...(here ? [{ label: here, to: null }] : []),
  ]
  return (
    <nav aria-label="Where am I" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1">
        {trail.map((crumb, index) => (
          <Fragment key={crumb.label}>
            {index > 0 && <ChevronRight size={14} aria-hidden className="shrink-0 text-ink-3 max-sm:hidden" />}
            <li className={crumb.to ? 'shrink-0 max-sm:hidden' : 'truncate'}>
              {crumb.to ? (
                <Link to={crumb.to} className="text-ink-2 hover:text-ink">
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page" className="font-medium">
                  {crumb.label}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  )
}
