import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classes } from '../lib/classes'
import { useChosenInSight } from './list/chosenInSight'

export interface Tab {
  value: string
  label: string
  badge?: ReactNode
  content: ReactNode
}

interface TabsProps {
  label: string
  tabs: readonly Tab[]
  value: string
  onChange: (value: string) => void
  className?: string
  /** Fills the height it is given and scrolls inside. */
  fill?: boolean
}

export function Tabs({ label, tabs, value, onChange, className, fill }: TabsProps) {
  const bar = useChosenInSight<HTMLDivElement>(value)
  return (
    <Radix.Root value={value} onValueChange={onChange} className={classes(fill && 'flex min-h-0 flex-1 flex-col', className)}>
      <Radix.List
        ref={bar}
        aria-label={label}
        className="flex shrink-0 gap-1 overflow-x-auto overflow-y-hidden border-b border-line"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={classes(
              '-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent px-3 font-medium whitespace-nowrap',
              'text-ink-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink',
              'pointer-coarse:h-11 focus-visible:-outline-offset-2',
            )}
          >
            {tab.label}
            {tab.badge}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.value}
          value={tab.value}
          className={classes('outline-offset-[-2px]', fill && 'relative min-h-0 flex-1 overflow-auto')}
        >
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
