import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { type SetUp, useSetUp } from './people'
import { paths } from '../../app/paths'
import { Button } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { Field, Input } from '../../ui/Field'
import { BareCard } from './BareCard'
import { NewPassword } from './NewPassword'

/** The first page of a new installation. */
export function SetUpPage() {
  const [search] = useSearchParams()
  const [answers, setAnswers] = useState<SetUp>({
    code: search.get('code') ?? '',
    organisation: '',
    name: '',
    email: '',
    password: '',
  })
  const setUp = useSetUp()
  const navigate = useNavigate()
  const text = (field: Exclude<keyof SetUp, 'password'>) => ({
    required: true,
    maxLength: 200,
    value: answers[field],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setAnswers({ ...answers, [field]: event.target.value }),
  })
  return (
    <BareCard
      title="Set up ConcertMaster"
      lead="Make your organisation and its first owner. Everybody else is invited afterwards."
      onSubmit={() => setUp.mutate(answers, { onSuccess: () => void navigate(paths.home(), { replace: true }) })}
    >
      {setUp.isError && <ErrorState error={setUp.error} compact />}
      <Field label="Set-up code" help="It stands among the last lines that the program printed when it started.">
        <Input {...text('code')} autoComplete="off" autoFocus className="font-mono uppercase" />
      </Field>
      <Field label="Organisation">
        <Input {...text('organisation')} autoComplete="organization" />
      </Field>
      <Field label="Your name">
        <Input {...text('name')} autoComplete="name" />
      </Field>
      <Field label="E-mail">
        <Input {...text('email')} type="email" autoComplete="username" />
      </Field>
      <NewPassword label="Password" value={answers.password} onChange={(password) => setAnswers({ ...answers, password })} />
      <Button type="submit" kind="primary" busy={setUp.isPending}>
        Begin
      </Button>
    </BareCard>
  )
}
