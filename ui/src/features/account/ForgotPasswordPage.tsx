import { useState } from 'react'
import { Link } from 'react-router'
import { useRequestPasswordLink } from './people'
import { paths } from '../../app/paths'
import { Button } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input } from '../../ui/Field'
import { BareCard } from './BareCard'

export function ForgotPasswordPage() {
  const [email, setEmail] = useState('')
  const request = useRequestPasswordLink()
  return (
    <BareCard
      title="Set a new password"
      lead="We mail you a link that works once."
      onSubmit={() => request.mutate(email.trim())}
    >
      {request.isError && <ErrorState error={request.error} compact />}
      {request.isSuccess ? (
        <p role="status">
          If {email.trim()} has an account here, a letter is on its way. Nothing arrived after some minutes? Look into the
          spam folder, or ask an owner of your organisation to send you a link.
        </p>
      ) : (
        <>
          <Field label="E-mail">
            <Input
              type="email"
              autoComplete="username"
              required
              autoFocus
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <Button type="submit" kind="primary" busy={request.isPending}>
            Send the link
          </Button>
        </>
      )}
      <Link className="text-accent underline" to={paths.signIn()}>
        Back to sign in
      </Link>
    </BareCard>
  )
}
