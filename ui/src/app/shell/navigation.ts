import {
  Activity,
  ClipboardCheck,
  Database,
  FileText,
  History,
  House,
  type LucideIcon,
  ServerCog,
  Workflow,
} from 'lucide-react'
import { paths } from '../paths'

export interface NavigationItem {
  label: string
  to: string
  icon: LucideIcon
  permission?: string
  /** One of the five of a phone's bottom bar. */
  onPhone: boolean
}

export const navigation: NavigationItem[] = [
  { label: 'Home', to: paths.home(), icon: House, onPhone: true },
  { label: 'Workflows', to: paths.workflows(), icon: Workflow, permission: 'workflows.view', onPhone: true },
  { label: 'Runs', to: paths.runs(), icon: Activity, permission: 'runs.view', onPhone: true },
  { label: 'Forms', to: paths.forms(), icon: FileText, permission: 'forms.view', onPhone: false },
  { label: 'Reviews', to: paths.reviews(), icon: ClipboardCheck, permission: 'reviews.view', onPhone: true },
  { label: 'Data', to: paths.responses(), icon: Database, permission: 'responses.view', onPhone: false },
  { label: 'Audit', to: paths.audit(), icon: History, permission: 'audit.view', onPhone: false },
  { label: 'System', to: paths.system(), icon: ServerCog, permission: 'system.view', onPhone: false },
]
