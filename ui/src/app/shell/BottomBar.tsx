import { Ellipsis } from 'lucide-react'
import { NavLink, useNavigate } from 'react-router'
import { useMay } from '../../api/session'
import { classes } from '../../lib/classes'
import { Menu, MenuItem } from '../../ui/Menu'
import { navigation } from './navigation'

/** Where the system sets the colours, the current place has those of a selection. */
const current =
  'text-accent forced-color-adjust-none forced-colors:bg-[color:SelectedItem] forced-colors:text-[color:SelectedItemText]'

const look = (active: boolean) =>
  classes('flex flex-1 flex-col items-center gap-0.5 py-2 text-xs font-medium', active ? current : 'text-ink-2')

/** The rail of a phone: four places and a menu of the rest. */
export function BottomBar() {
  const may = useMay()
  const navigate = useNavigate()
  const items = navigation.filter((item) => !item.permission || may(item.permission))
  return (
    <nav aria-label="Main" className="flex border-t border-line bg-sheet pb-[env(safe-area-inset-bottom)] md:hidden">
      {items
        .filter((item) => item.onPhone)
        .map((item) => (
          <NavLink key={item.to} to={item.to} end={item.to === '/'} className={({ isActive }) => look(isActive)}>
            <item.icon size={20} aria-hidden />
            {item.label}
          </NavLink>
        ))}
      <Menu
        side="top"
        trigger={
          <button type="button" className={look(false)}>
            <Ellipsis size={20} aria-hidden />
            More
          </button>
        }
      >
        {items
          .filter((item) => !item.onPhone)
          .map((item) => (
            <MenuItem key={item.to} icon={item.icon} onSelect={() => void navigate(item.to)}>
              {item.label}
            </MenuItem>
          ))}
      </Menu>
    </nav>
  )
}
