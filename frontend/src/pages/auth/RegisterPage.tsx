// Create an account; with `?room=` from a room's code, one that may report for that room.
import { PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { guestRoom } from '../../api/guest'
import { isProblem } from '../../api/problem'
import { register } from '../../api/session'
import { RoomPlate } from '../../components/RoomPlate'
import { paths } from '../../config/paths'
import { useTitle } from '../../hooks/useTitle'
import { EntryForm } from './EntryForm'
import { Lobby } from './Lobby'
import css from './Lobby.module.css'
import { useEnter } from './useEnter'
import { useForwardSignedIn } from './useForwardSignedIn'
import { usePasswordRule } from './usePasswordRule'

/** The room that the code stands for, or that it stands for none any more. */
function ForRoom({ token }: { token: string }) {
  const { t } = useTranslation('auth')
  const { data, error } = useQuery(guestRoom(token))
  if (isProblem(error)) return <p className={css.refused}>{t('roomGone')}</p>
  if (!data) return null
  return (
    <div className={css.room}>
      <RoomPlate name={data.room.name} floor={null} size="head" spoken={data.property.name} />
      <span>
        {t('forRoom')}
        <br />
        <b>{data.property.name}</b>
      </span>
    </div>
  )
}

export function Component() {
  const { t } = useTranslation('auth')
  const [search] = useSearchParams()
  const enter = useEnter()
  const forward = useForwardSignedIn()
  const room = search.get('room')
  useTitle(t('register'))
  const entering = useMutation({
    mutationFn: (account: Account) => register(room ? { ...account, room_token: room } : account).then(enter),
  })
  if (forward && entering.isIdle) return forward
  return (
    <Lobby title={t('register')}>
      {room && <ForRoom token={room} />}
      <RegisterForm
        error={entering.error}
        isBusy={entering.isPending}
        onSend={(account) => entering.mutate(account)}
      />
    </Lobby>
  )
}

interface Account {
  name: string
  email: string
  password: string
  phone?: string
}

interface FormProps {
  error: Error | null
  isBusy: boolean
  onSend: (account: Account) => void
}

function RegisterForm({ error, isBusy, onSend }: FormProps) {
  const { t } = useTranslation('auth')
  const form = useForm({
    initialValues: { name: '', email: '', password: '', phone: '' },
    validate: {
      name: (value) => (value.trim() ? null : t('required')),
      email: (value) => (/^\S+@\S+\.\S+$/.test(value) ? null : t('emailWrong')),
      password: usePasswordRule(),
    },
  })
  const field = (name: 'name' | 'email' | 'password' | 'phone') => {
    const props = form.getInputProps(name)
    const refused = isProblem(error) ? error.fieldError(name) : undefined
    return refused ? { ...props, error: refused } : props
  }
  return (
    <EntryForm
      error={error}
      isBusy={isBusy}
      submit={t('register')}
      other={
        <>
          {t('haveAccount')} <Link to={paths.signIn}>{t('signIn')}</Link>
        </>
      }
      onSubmit={form.onSubmit(({ phone, ...account }) =>
        onSend(phone.trim() ? { ...account, phone } : account),
      )}
    >
      <TextInput size="md" label={t('name')} autoComplete="name" autoFocus {...field('name')} />
      <TextInput size="md" label={t('email')} type="email" autoComplete="email" {...field('email')} />
      <PasswordInput
        size="md"
        label={t('password')}
        description={t('passwordHint')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        {...field('password')}
      />
      <TextInput
        size="md"
        label={t('phone')}
        description={t('phoneHint')}
        type="tel"
        autoComplete="tel"
        {...field('phone')}
      />
    </EntryForm>
  )
}
