import { Check, Minus } from 'lucide-react'
import { Link } from 'react-router'
import { paths } from '../../app/paths'
import { sentenceOf } from '../../lib/text'
import { Card } from '../../ui/PageHeader'
import { SkeletonRows } from '../../ui/Skeleton'
import { useRoles } from './people'

/** One row for each thing that can be done, one column for each role: the server's own table. */
export function Roles() {
  const roles = useRoles().data?.items
  if (!roles) return <SkeletonRows />
  const all = [...new Set(roles.flatMap((role) => role.may))].sort()
  return (
    <Card className="mt-5">
      <p className="border-b border-line px-4 py-3 text-ink-2">
        A person has one role. Owners give it under{' '}
        <Link to={paths.users()} className="text-accent underline underline-offset-2">
          System, users
        </Link>
        ; giving it can be made to wait for a second pair of eyes under{' '}
        <Link to={`${paths.reviewSettings()}?tab=rules`} className="text-accent underline underline-offset-2">
          How we review
        </Link>
        .
      </p>
      <div className="overflow-x-auto" role="region" aria-label="What each role may do" tabIndex={0}>
        <table className="w-full text-dense">
          <thead>
            <tr className="border-b border-line text-left text-ink-2">
              <th scope="col" className="px-4 py-2 font-medium">
                May
              </th>
              {roles.map(({ role }) => (
                <th key={role} scope="col" className="px-2 py-2 text-center font-medium">
                  {sentenceOf(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {all.map((permission) => (
              <tr key={permission}>
                <th scope="row" className="px-4 py-1.5 text-left font-normal whitespace-nowrap">
                  {sayPermission(permission)}
                </th>
                {roles.map(({ role, may }) => (
                  <td key={role} className="px-2 py-1.5 text-center">
                    {may.includes(permission) ? (
                      <Check size={16} role="img" aria-label="yes" className="inline text-done" />
                    ) : (
                      <Minus size={16} role="img" aria-label="no" className="inline text-ink-3" />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}

/** "workflows.edit" → "edit workflows" */
export const sayPermission = (permission: string) => permission.split('.').reverse().join(' ')
