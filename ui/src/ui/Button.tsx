import type { LucideIcon } from 'lucide-react'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'
import { classes } from '../lib/classes'
import { Tooltip } from './hint/Tooltip'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

const kinds: Record<ButtonKind, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  plain: 'bg-sheet text-ink border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-ink-2 border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-sheet text-failed border-line-strong hover:bg-sunken',
}

const shape =
  'inline-flex items-center justify-center gap-2 rounded-field border text-work font-medium whitespace-nowrap ' +
  'transition-colors select-none disabled:opacity-50 aria-disabled:opacity-50'
const sizes = { normal: 'h-9 px-3 pointer-coarse:h-11', small: 'h-7 px-2 text-dense pointer-coarse:h-11' }

interface Look {
  kind?: ButtonKind
  size?: keyof typeof sizes
  icon?: LucideIcon
}

type ButtonProps = ComponentProps<'button'> & Look & { busy?: boolean; shortcut?: string }

export function Button({ kind = 'plain', size = 'normal', icon: Icon, busy, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={classes(shape, sizes[size], kinds[kind], className)}
    >
      {busy ? <LoaderCircle size={16} aria-hidden className="animate-spin" /> : Icon && <Icon size={16} aria-hidden />}
      {children}
    </button>
  )
}

export function ButtonLink({ kind = 'plain', size = 'normal', icon: Icon, className, children, ...rest }: LinkProps & Look) {
  return (
    <Link {...rest} className={classes(shape, sizes[size], kinds[kind], className)}>
      {Icon && <Icon size={16} aria-hidden />}
      {children}
    </Link>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon
  label: string
  shortcut?: string
  kind?: ButtonKind
  size?: keyof typeof sizes
  badge?: ReactNode
}

/** A button that shows only an icon; its label is its accessible name and its tooltip. */
export function IconButton(props: IconButtonProps) {
  const { icon: Icon, label, shortcut, kind = 'quiet', size = 'normal', badge, className, ...rest } = props
  const square = size === 'normal' ? 'size-9 pointer-coarse:size-11' : 'size-7 pointer-coarse:size-11'
  return (
    <Tooltip text={label} {...(shortcut ? { shortcut } : {})}>
      <button type="button" aria-label={label} {...rest} className={classes(shape, square, 'relative', kinds[kind], className)}>
        <Icon size={size === 'normal' ? 18 : 16} aria-hidden />
        {badge}
      </button>
    </Tooltip>
  )
}
