import type { ComponentType } from 'react'

export interface PageEntry {
  path: string
  /** What the breadcrumb says; a page of one object names itself with useCrumb. */
  crumb: string
  load: () => Promise<ComponentType>
}

const page = (path: string, crumb: string, load: () => Promise<ComponentType>): PageEntry => ({ path, crumb, load })

/** Pages inside the shell, for those who are signed in. One line a page. */
export const shellPages: PageEntry[] = [
  page('/', 'Home', () => import('../features/home/HomePage').then((m) => m.HomePage)),
  page('/reviews/:reviewId?', 'Reviews', () => import('../features/reviews/ReviewsPage').then((m) => m.ReviewsPage)),
]

/** Pages without the shell, open to everyone. One line a page. */
export const barePages: PageEntry[] = [
  page('/sign-in', 'Sign in', () => import('./SignInPage').then((m) => m.SignInPage)),
]
