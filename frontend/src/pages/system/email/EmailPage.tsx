// E-mail: through which server, signed in how, from whom; each can be tried beside it.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { emailSettings, patchEmailSettings, testEmail, type EmailSettings } from '../../../api/emailSettings'
import { ListSkeleton, LoadFailed } from '../../../components/States'
import { useSession } from '../../../context/SessionContext'
import { ConsoleDoor } from '../ConsoleDoor'
import { ConsolePage } from '../ConsolePage'
import { SettingsPage } from '../form/SettingsPage'
import { TryIt } from '../form/TryIt'
import { useSettingsForm } from '../form/useSettingsForm'
import css from '../System.module.css'
import { patchOf, secrets, useEmailCheck, valuesOf } from './emailFields'
import { EmailState } from './EmailState'
import { SenderSettings, ServerSettings, SignInSettings } from './ServerSettings'
import { useEmailLabels } from './useEmailLabels'

function EmailForm({ settings }: { settings: EmailSettings }) {
  const { t } = useTranslation('systemMail')
  const { user } = useSession()
  const client = useQueryClient()
  const labels = useEmailLabels()
  const form = useSettingsForm<EmailSettings>({
    settings,
    valuesOf,
    check: useEmailCheck(),
    save: (now, changed) => patchEmailSettings(now, patchOf(changed)),
    onSaved: (now) => client.setQueryData(emailSettings.queryKey, now),
  })
  return (
    <SettingsPage
      name={t('email.title')}
      form={form}
      labels={labels}
      secrets={secrets}
      aside={
        <TryIt
          act={t('email.try')}
          to={{ label: t('email.tryTo'), type: 'email', start: user.email ?? '' }}
          unsaved={form.changed.length}
          send={testEmail}
        />
      }
    >
      <EmailState settings={settings} form={form} />
      <h2 className={css.section}>{t('email.server.heading')}</h2>
      <ServerSettings form={form} labels={labels} />
      <SignInSettings form={form} labels={labels} settings={settings} />
      <SenderSettings form={form} labels={labels} />
    </SettingsPage>
  )
}

function Email() {
  const { t } = useTranslation('systemMail')
  const { data, error, refetch } = useQuery(emailSettings)
  return (
    <ConsolePage title={t('email.title')} lead={t('email.lead')}>
      {error && !data && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton label={t('loading')} rows={4} />}
      {data && <EmailForm settings={data} />}
    </ConsolePage>
  )
}

export const Component = () => (
  <ConsoleDoor>
    <Email />
  </ConsoleDoor>
)
