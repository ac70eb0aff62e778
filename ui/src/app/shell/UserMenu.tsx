import { BellRing, ClipboardList, KeyRound, LogOut, Mail, Monitor, Moon, Sun, Users } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSession, useSignOut } from '../../api/session'
import { ChangePasswordDialog } from '../../features/account/ChangePasswordDialog'
import { sentenceOf } from '../../lib/text'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/Menu'
import { paths } from '../paths'
import { emptyPocket } from '../pocket'
import { chooseTheme, useTheme } from '../theme'

const themes = [
  { choice: 'system', label: 'Colours of the system', icon: Monitor },
  { choice: 'light', label: 'Light', icon: Sun },
  { choice: 'dark', label: 'Dark', icon: Moon },
] as const

const avatarLook =
  'grid size-9 shrink-0 place-items-center rounded-full bg-accent-soft text-dense font-semibold text-accent ' +
  'uppercase pointer-coarse:size-11'

export function UserMenu() {
  const { user, organisation, role, development } = useSession()
  const { choice } = useTheme()
  const navigate = useNavigate()
  const [changing, setChanging] = useState(false)
  const signOut = useSignOut()
  const goToSignIn = () => window.location.assign(paths.signIn())
  const leave = () => signOut.mutate(undefined, { onSettled: () => void emptyPocket().finally(goToSignIn) })
  const initials = user.name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            className={avatarLook}
          >
            <span aria-hidden>{initials}</span>
            <span className="sr-only">
              {user.name}, {organisation.name}
            </span>
          </button>
        }
      >
        <div className="px-2 pt-1.5 pb-1">
          <p className="font-semibold">{user.name}</p>
          <p className="text-dense text-ink-2">{user.email}</p>
          <p className="mt-1 text-dense text-ink-3">
            {sentenceOf(role)} at {organisation.name}
          </p>
        </div>
        <MenuLine />
        <MenuLabel>Appearance</MenuLabel>
        {themes.map((theme) => (
          <MenuItem
            key={theme.choice}
            icon={theme.icon}
            checked={choice === theme.choice}
            onSelect={() => chooseTheme(theme.choice)}
          >
            {theme.label}
          </MenuItem>
        ))}
        <MenuLine />
        {development && (
          <MenuItem icon={Mail} onSelect={() => void navigate(paths.devMailbox())}>
            Development mailbox
          </MenuItem>
        )}
        <MenuItem icon={ClipboardList} onSelect={() => void navigate(paths.myForms())}>
          My forms
        </MenuItem>
        <MenuItem icon={BellRing} onSelect={() => void navigate(paths.notifications())}>
          Notifications
        </MenuItem>
        <MenuItem icon={Users} onSelect={() => void navigate(paths.teams())}>
          Teams and absences
        </MenuItem>
        <MenuItem icon={KeyRound} onSelect={() => setChanging(true)}>
          Change password
        </MenuItem>
        <MenuItem icon={LogOut} onSelect={leave}>
          Sign out
        </MenuItem>
      </Menu>
      {changing && <ChangePasswordDialog onClose={() => setChanging(false)} />}
    </>
  )
}
