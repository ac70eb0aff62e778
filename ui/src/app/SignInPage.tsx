import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useSignIn } from '../api/session'
import { Button } from '../ui/Button'
import { ErrorState } from '../ui/ErrorState'
import { Field, Input } from '../ui/Field'
import { Logo } from './shell/Logo'
import { paths } from './paths'

/** Only addresses of this application: a link must not send anyone elsewhere. */
const safe = (back: string | null) => (back && /^\/(?![/\\])/.test(back) ? back : paths.home())

export function SignInPage() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const signIn = useSignIn()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    signIn.mutate({ email, password }, { onSuccess: () => void navigate(safe(search.get('back')), { replace: true }) })
  }
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <title>Sign in · ConcertMaster</title>
      <form onSubmit={submit} className="flex w-full max-w-sm flex-col gap-4 rounded-card border border-line bg-sheet p-7">
        <Logo size={40} />
        <div>
          <h1 className="text-title font-semibold tracking-tight">Sign in to ConcertMaster</h1>
          <p className="mt-1 text-ink-2">Collect figures from many, check them, and prove what happened.</p>
        </div>
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
      </form>
    </main>
  )
}
