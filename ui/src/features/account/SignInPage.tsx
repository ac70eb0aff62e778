import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { setupQuery } from './people'
import { useSignIn } from '../../api/session'
import { paths } from '../../app/paths'
import { Button } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input } from '../../ui/Field'
import { BareCard } from './BareCard'

/** Only addresses of this application: a link must not send anyone elsewhere. */
const safe = (back: string | null) => (back && /^\/(?![/\\])/.test(back) ? back : paths.home())

export function SignInPage() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const signIn = useSignIn()
  const setup = useQuery(setupQuery)
  if (setup.data?.needed) return <Navigate to={paths.setUp()} replace />
  return (
    <BareCard
      title="Sign in to ConcertMaster"
      lead="Collect figures from many, check them, and prove what happened."
      onSubmit={() =>
        signIn.mutate(
          { email, password },
          { onSuccess: () => void navigate(safe(search.get('back')), { replace: true }) },
        )
      }
    >
      {signIn.isError && <ErrorState error={signIn.error} compact />}
      <Field label="E-mail">
        <Input
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label="Password">
        <Input
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" kind="primary" busy={signIn.isPending}>
        Sign in
      </Button>
      <Link className="text-accent underline" to={paths.forgotPassword()}>
        Forgot your password?
      </Link>
    </BareCard>
  )
}
