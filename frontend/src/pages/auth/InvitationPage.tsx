// An invitation's link: choose a password, say one's name, go in.
import { PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { isProblem } from '../../api/problem'
import { acceptInvitation, type Accepted } from '../../api/session'
import { useSessionQuery } from '../../context/SessionContext'
import { useTitle } from '../../hooks/useTitle'
import { EntryForm } from './EntryForm'
import { LinkOver } from './LinkOver'
import { Lobby } from './Lobby'
import { SignedInAs } from './SignedInAs'
import { useEnter } from './useEnter'
import { usePasswordRule } from './usePasswordRule'

export function Component() {
  const { t } = useTranslation('auth')
  const { token = '' } = useParams()
  const { data: someone } = useSessionQuery()
  const enter = useEnter()
  useTitle(t('invited'))
  const entering = useMutation({
    mutationFn: (chosen: Accepted) => acceptInvitation(token, chosen).then(enter),
  })
  if (isProblem(entering.error, 'not_found'))
    return <LinkOver title={t('invitationOver')} why={t('invitationOverWhy')} />
  return (
    <Lobby title={t('invited')}>
      {someone && entering.isIdle ? (
        <SignedInAs user={someone.user} />
      ) : (
        <InvitationForm
          error={entering.error}
          isBusy={entering.isPending}
          onSend={(chosen) => entering.mutate(chosen)}
        />
      )}
    </Lobby>
  )
}

interface FormProps {
  error: Error | null
  isBusy: boolean
  onSend: (chosen: Accepted) => void
}

function InvitationForm({ error, isBusy, onSend }: FormProps) {
  const { t } = useTranslation('auth')
  const form = useForm({
    initialValues: { password: '', name: '' },
    validate: { password: usePasswordRule() },
  })
  return (
    <EntryForm
      error={error}
      isBusy={isBusy}
      submit={t('goIn')}
      lead={t('invitedLead')}
      onSubmit={form.onSubmit(({ password, name }) => {
        const said = name.trim()
        onSend(said ? { password, name: said } : { password })
      })}
    >
      <PasswordInput
        size="md"
        label={t('choosePassword')}
        description={t('passwordHint')}
        autoComplete="new-password"
        autoFocus
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        {...form.getInputProps('password')}
      />
      <TextInput
        size="md"
        label={t('name')}
        description={t('invitedNameHint')}
        autoComplete="name"
        {...form.getInputProps('name')}
      />
    </EntryForm>
  )
}
