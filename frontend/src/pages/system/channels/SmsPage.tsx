// Text messages: the account that sends them, from which number, how many a day at most.
import { Switch, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { patchSmsSettings, smsSettings, testSms, type SmsSettings } from '../../../api/smsSettings'
import { ListSkeleton, LoadFailed } from '../../../components/States'
import { useSession } from '../../../context/SessionContext'
import { ConsoleDoor } from '../ConsoleDoor'
import { ConsolePage } from '../ConsolePage'
import { Secret } from '../form/Secret'
import { Setting } from '../form/Setting'
import { SettingsPage } from '../form/SettingsPage'
import { TryIt } from '../form/TryIt'
import { useSettingsForm } from '../form/useSettingsForm'
import css from '../System.module.css'
import { MissingParts } from './MissingParts'
import { patchOf, secrets, useSmsCheck, useSmsMissing, valuesOf } from './smsFields'

const NUMBER = '+49401234567'

function SmsForm({ settings }: { settings: SmsSettings }) {
  const { t } = useTranslation('system')
  const { user } = useSession()
  const client = useQueryClient()
  const missing = useSmsMissing()
  const form = useSettingsForm<SmsSettings>({
    settings,
    valuesOf,
    check: useSmsCheck(),
    save: (now, changed) => patchSmsSettings(now, patchOf(changed)),
    onSaved: (now) => client.setQueryData(smsSettings.queryKey, now),
  })
  const labels = {
    enabled: t('sms.field.enabled'),
    account_sid: t('sms.field.account'),
    auth_token: t('sms.field.token'),
    from_number: t('sms.field.number'),
    max_per_day: t('sms.field.most'),
  }
  return (
    <SettingsPage
      name={t('sms.title')}
      form={form}
      labels={labels}
      secrets={secrets}
      aside={
        <TryIt
          act={t('sms.try')}
          to={{ label: t('sms.tryTo'), type: 'tel', start: user.phone ?? '' }}
          unsaved={form.changed.length}
          send={testSms}
        />
      }
    >
      <MissingParts missing={missing(settings)}>
        <Switch size="md" label={labels.enabled} {...form.toggles.enabled} />
      </MissingParts>
      <Setting name={t('sms.account.name')} says={t('sms.account.says')}>
        <TextInput
          aria-label={labels.account_sid}
          placeholder={labels.account_sid}
          autoComplete="off"
          {...form.fields.account_sid}
        />
        <Secret form={form} name="auth_token" label={labels.auth_token} isSet={settings.auth_token_set} />
      </Setting>
      <Setting name={t('sms.number.name')} says={t('sms.number.says')}>
        <TextInput
          aria-label={labels.from_number}
          placeholder={NUMBER}
          type="tel"
          {...form.fields.from_number}
        />
      </Setting>
      <Setting name={t('sms.inbound.name')} says={t('sms.inbound.says')}>
        <code className={css.words}>{settings.inbound_url}</code>
      </Setting>
      <Setting name={t('sms.most.name')} says={t('sms.most.says')}>
        <TextInput
          aria-label={labels.max_per_day}
          placeholder={t('sms.most.none')}
          inputMode="numeric"
          w={160}
          {...form.fields.max_per_day}
        />
      </Setting>
    </SettingsPage>
  )
}

function Sms() {
  const { t } = useTranslation('system')
  const { data, error, refetch } = useQuery(smsSettings)
  return (
    <ConsolePage title={t('sms.title')} lead={t('sms.lead')}>
      {error && !data && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton label={t('loading')} rows={4} />}
      {data && <SmsForm settings={data} />}
    </ConsolePage>
  )
}

export const Component = () => (
  <ConsoleDoor>
    <Sms />
  </ConsoleDoor>
)
