import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { askForEditor } from '../features/editor/opening'

export interface PageEntry {
  path: string
  /** What the breadcrumb says; a page of one object names itself with useCrumb. */
  crumb: string
  load: () => Promise<ComponentType>
  /** Asks the server for what the page shows first, while the page itself is being loaded. */
  ask?: (client: QueryClient, params: Readonly<Record<string, string | undefined>>) => void
}

const page = (path: string, crumb: string, load: PageEntry['load'], ask?: PageEntry['ask']): PageEntry =>
  ask ? { path, crumb, load, ask } : { path, crumb, load }

/** Pages inside the shell, for those who are signed in. One line a page. */
export const shellPages: PageEntry[] = [
  page('/', 'Home', () => import('../features/home/HomePage').then((m) => m.HomePage)),
  page('/forms', 'Forms', () => import('../features/forms/FormsPage').then((m) => m.FormsPage)),
  page('/forms/:formId', 'Form', () => import('../features/forms/BuilderPage').then((m) => m.BuilderPage)),
  page('/my-forms', 'My forms', () => import('../features/my-forms/MyFormsPage').then((m) => m.MyFormsPage)),
  page('/data', 'Responses', () => import('../features/responses/ResponsesPage').then((m) => m.ResponsesPage)),
  page('/data/:responseId', 'Response', () => import('../features/responses/one/ResponsePage').then((m) => m.ResponsePage)),
  page('/persons', 'Persons', () => import('../features/persons/PersonsPage').then((m) => m.PersonsPage)),
  page('/persons/:personId', 'Person', () => import('../features/persons/PersonPage').then((m) => m.PersonPage)),
  page('/audit', 'Audit', () => import('../features/audit/AuditPage').then((m) => m.AuditPage)),
  page('/audit/streams/:streamId', 'Time machine', () => import('../features/audit/TimeMachinePage').then((m) => m.TimeMachinePage)),
  page('/reviews/overview', 'How reviews are going', () =>
    import('../features/reviews/overview/OverviewPage').then((m) => m.OverviewPage),
  ),
  page('/reviews/agreement', 'Agreement', () =>
    import('../features/reviews/overview/AgreementPage').then((m) => m.AgreementPage),
  ),
  page('/reviews/settings', 'How we review', () =>
    import('../features/reviews/settings/ReviewSettingsPage').then((m) => m.ReviewSettingsPage),
  ),
  page('/reviews/:reviewId?', 'Reviews', () => import('../features/reviews/ReviewsPage').then((m) => m.ReviewsPage)),
  page('/r/:token', 'Review', () => import('../features/reviews/MailLinkPage').then((m) => m.MailLinkPage)),
  page('/notifications', 'Notifications', () =>
    import('../features/notifications/NotificationsPage').then((m) => m.NotificationsPage),
  ),
  page('/teams', 'Teams', () => import('../features/people/TeamsPage').then((m) => m.TeamsPage)),
  page('/workflows', 'Workflows', () => import('../features/workflows/WorkflowsPage').then((m) => m.WorkflowsPage)),
  page('/workflows/templates', 'Templates', () => import('../features/workflows/templates/TemplatesPage').then((m) => m.TemplatesPage)),
  page('/workflows/:workflowId', 'Workflow', () => import('../features/editor/EditorPage').then((m) => m.EditorPage),
    (client, { workflowId = '' }) => askForEditor(client, workflowId)),
  page('/runs', 'Runs', () => import('../features/runs/RunsPage').then((m) => m.RunsPage)),
  page('/runs/failures', 'Failures', () => import('../features/runs/FailuresPage').then((m) => m.FailuresPage)),
  page('/runs/:runId', 'Run', () => import('../features/runs/RunPage').then((m) => m.RunPage)),
  page('/system', 'System', () => import('../features/system/SystemPage').then((m) => m.SystemPage)),
  page('/dev/mailbox', 'Development mailbox', () => import('../features/mailbox/MailboxPage').then((m) => m.MailboxPage)),
]

/** Pages without the shell, open to everyone. One line a page. */
export const barePages: PageEntry[] = [
  page('/sign-in', 'Sign in', () => import('../features/account/SignInPage').then((m) => m.SignInPage)),
  page('/forgot-password', 'New password', () =>
    import('../features/account/ForgotPasswordPage').then((m) => m.ForgotPasswordPage),
  ),
  page('/password/:token', 'Password', () =>
    import('../features/account/PasswordLinkPage').then((m) => m.PasswordLinkPage),
  ),
  page('/setup', 'Set up', () => import('../features/account/SetUpPage').then((m) => m.SetUpPage)),
]
