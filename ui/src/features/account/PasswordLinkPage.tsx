import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { passwordLinkQuery, useSetPassword } from './people'
import { paths } from '../../app/paths'
import { Button } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { BareCard } from './BareCard'
import { NewPassword } from './NewPassword'

/** Behind the link of an invitation, or of a letter to set a new password. Opening it changes nothing. */
export function PasswordLinkPage() {
  const { token = '' } = useParams()
  const link = useQuery(passwordLinkQuery(token))
  const [password, setPassword] = useState('')
  const set = useSetPassword(token)
  const navigate = useNavigate()
  if (link.isError)
    return (
      <BareCard title="This link does not work" lead="It works once, and for three days.">
        <ErrorState error={link.error} compact />
        <Link className="text-accent underline" to={paths.forgotPassword()}>
          Have a new link sent
        </Link>
      </BareCard>
    )
  if (!link.data) return <BareCard title="One moment" lead="Looking at the link …">{null}</BareCard>
  const { name, email, organisation, joins } = link.data
  return (
    <BareCard
      title={joins ? `Welcome, ${name}` : 'Set a new password'}
      lead={joins ? `${organisation} has invited you. Choose a password to begin.` : `For ${name} at ${organisation}.`}
      onSubmit={() => set.mutate(password, { onSuccess: () => void navigate(paths.home(), { replace: true }) })}
    >
      {set.isError && <ErrorState error={set.error} compact />}
      {/* Password managers keep the password under this name. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <p className="text-dense text-ink-2">You sign in as {email}.</p>
      <NewPassword label="Password" value={password} onChange={setPassword} />
      <Button type="submit" kind="primary" busy={set.isPending}>
        {joins ? 'Begin' : 'Set password and sign in'}
      </Button>
    </BareCard>
  )
}
