// Sign in.
import { PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { isProblem } from '../../api/problem'
import { signIn } from '../../api/session'
import { paths } from '../../config/paths'
import { isDemo } from '../../config/runtime'
import { useTitle } from '../../hooks/useTitle'
import { DemoAccounts } from './DemoAccounts'
import { EntryForm } from './EntryForm'
import { Lobby } from './Lobby'
import css from './Lobby.module.css'
import { useEnter } from './useEnter'
import { useForwardSignedIn } from './useForwardSignedIn'

interface Account {
  email: string
  password: string
  otp?: string
}

export function Component() {
  const { t } = useTranslation('auth')
  const [lit, setLit] = useState(0)
  const enter = useEnter()
  const forward = useForwardSignedIn()
  useTitle(t('signIn'))
  const entering = useMutation({ mutationFn: (account: Account) => signIn(account).then(enter) })
  if (forward && entering.isIdle) return forward
  return (
    <Lobby title={t('signIn')} lit={lit}>
      <SignInForm
        error={entering.error}
        isBusy={entering.isPending}
        onSend={(account) => entering.mutate(account)}
      />
      {isDemo && <DemoAccounts onEnter={(account) => entering.mutate(account)} onLook={setLit} />}
      <p className={css.guest}>{t('inARoom')}</p>
    </Lobby>
  )
}

interface FormProps {
  error: Error | null
  isBusy: boolean
  onSend: (account: Account) => void
}

function SignInForm({ error, isBusy, onSend }: FormProps) {
  const { t } = useTranslation('auth')
  const needed = (value: string) => (value ? null : t('required'))
  const form = useForm({
    initialValues: { email: '', password: '', otp: '' },
    validate: { email: needed, password: needed },
  })
  const asksCode = isProblem(error, 'otp_required')
  return (
    <EntryForm
      error={error}
      isBusy={isBusy}
      submit={t('signIn')}
      other={
        <>
          {t('noAccount')} <Link to={paths.register}>{t('createAccount')}</Link>
        </>
      }
      onSubmit={form.onSubmit(({ otp, ...account }) => onSend(otp ? { ...account, otp } : account))}
    >
      <TextInput
        size="md"
        label={t('email')}
        type="email"
        autoComplete="username"
        autoFocus
        {...form.getInputProps('email')}
      />
      <PasswordInput
        size="md"
        label={t('password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        {...form.getInputProps('password')}
      />
      {asksCode && (
        <TextInput
          size="md"
          label={t('code')}
          description={t('codeHint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          {...form.getInputProps('otp')}
        />
      )}
    </EntryForm>
  )
}
