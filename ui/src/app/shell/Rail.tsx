import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { NavLink } from 'react-router'
import { create } from 'zustand'
import { useOpenReviewCount } from '../../api/reviews'
import { useMay } from '../../api/session'
import { classes } from '../../lib/classes'
import { Tooltip } from '../../ui/hint/Tooltip'
import { Logo } from './Logo'
import { navigation } from './navigation'

const key = 'concert.rail'
const useRail = create<{ narrow: boolean }>(() => ({ narrow: localStorage.getItem(key) === 'narrow' }))

const toggle = () => {
  const narrow = !useRail.getState().narrow
  localStorage.setItem(key, narrow ? 'narrow' : 'wide')
  useRail.setState({ narrow })
}

const itemLook = (narrow: boolean) =>
  classes(
    'flex h-9 shrink-0 items-center gap-3 rounded-field font-medium text-ink-2 pointer-coarse:h-11',
    'not-aria-[current=page]:hover:bg-sunken not-aria-[current=page]:hover:text-ink',
    'aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent',
    // Where the system sets the colours, the current entry has those of a selection.
    'aria-[current=page]:forced-color-adjust-none forced-colors:aria-[current=page]:bg-[color:SelectedItem]',
    'forced-colors:aria-[current=page]:text-[color:SelectedItemText]',
    narrow ? 'justify-center' : 'px-3',
  )

export function Rail() {
  const narrow = useRail((state) => state.narrow)
  const may = useMay()
  const reviews = useOpenReviewCount(may('reviews.view')).data ?? 0
  const Fold = narrow ? PanelLeftOpen : PanelLeftClose
  return (
    <nav
      aria-label="Main"
      className={classes('flex shrink-0 flex-col gap-0.5 border-r border-line bg-sheet p-2 max-md:hidden', narrow ? 'w-16' : 'w-55')}
    >
      <div className="mb-2 flex h-10 items-center gap-2 px-2">
        <Logo />
        {!narrow && <span className="font-semibold tracking-tight">ConcertMaster</span>}
      </div>
      {navigation
        .filter((item) => !item.permission || may(item.permission))
        .map((item) => {
          const count = item.label === 'Reviews' && reviews > 0 ? reviews : null
          const link = (
            <NavLink
              key={item.to}
              to={item.to}
              end={item.to === '/'}
              // A text and no function: what lays a hint around it joins it to its own.
              className={classes(itemLook(narrow), 'relative')}
            >
              <item.icon size={20} aria-hidden className="shrink-0" />
              <span className={narrow ? 'sr-only' : 'flex-1'}>{item.label}</span>
              {count !== null && (
                <span
                  className={classes(
                    'rounded-full bg-accent px-1.5 text-xs text-on-accent',
                    narrow && 'absolute top-0.5 right-1',
                  )}
                >
                  {count > 99 ? '99+' : count}
                  <span className="sr-only"> open</span>
                </span>
              )}
            </NavLink>
          )
          return narrow ? (
            <Tooltip key={item.to} text={item.label} side="right">
              {link}
            </Tooltip>
          ) : (
            link
          )
        })}
      <button
        type="button"
        onClick={toggle}
        aria-label={narrow ? 'Widen the menu' : 'Narrow the menu'}
        className={classes(itemLook(narrow), 'mt-auto')}
      >
        <Fold size={18} aria-hidden />
        {!narrow && <span className="font-normal">Narrow</span>}
      </button>
    </nav>
  )
}
