// Messages to browsers and phones: which are on, and whom the push services may write to when something is wrong.
import { Switch, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { patchPushSettings, pushSettings, testPush, type PushSettings } from '../../../api/pushSettings'
import { ListSkeleton, LoadFailed } from '../../../components/States'
import { ConsoleDoor } from '../ConsoleDoor'
import { ConsolePage } from '../ConsolePage'
import { isEmail, isHttps } from '../form/checks'
import { Setting } from '../form/Setting'
import { SettingsPage } from '../form/SettingsPage'
import { TryIt } from '../form/TryIt'
import { useSettingsForm, type Values } from '../form/useSettingsForm'
import css from '../System.module.css'

const MAILTO = 'mailto:'
const CONTACT = 'mailto:admin@example.org'

/** `mailto:` with an address, or a page: what RFC 8292 has a sender name itself by; or nobody. */
const isSubject = (text: string) =>
  !text || (text.startsWith(MAILTO) ? isEmail(text.slice(MAILTO.length)) : isHttps(text))

const valuesOf = ({ web_push_enabled, mobile_push_enabled, subject }: PushSettings): Values => ({
  web_push_enabled,
  mobile_push_enabled,
  subject,
})

const flag = (value: Values[string]) => (typeof value === 'boolean' ? value : undefined)

const patchOf = ({ web_push_enabled, mobile_push_enabled, subject }: Values) => ({
  web_push_enabled: flag(web_push_enabled),
  mobile_push_enabled: flag(mobile_push_enabled),
  subject: typeof subject === 'string' ? subject.trim() : undefined,
})

function WhyOff({ why }: { why: string | null }) {
  const { t } = useTranslation('system')
  return <p className={css.note}>{why ?? t('channel.on')}</p>
}

function PushForm({ settings }: { settings: PushSettings }) {
  const { t } = useTranslation('system')
  const client = useQueryClient()
  const form = useSettingsForm<PushSettings>({
    settings,
    valuesOf,
    check: ({ subject }) => ({
      subject: isSubject(String(subject).trim()) ? undefined : t('push.wrong'),
    }),
    save: (now, changed) => patchPushSettings(now, patchOf(changed)),
    onSaved: (now) => client.setQueryData(pushSettings.queryKey, now),
  })
  const labels = {
    web_push_enabled: t('push.field.web'),
    mobile_push_enabled: t('push.field.mobile'),
    subject: t('push.field.subject'),
  }
  return (
    <SettingsPage
      name={t('push.title')}
      form={form}
      labels={labels}
      aside={<TryIt act={t('push.try')} unsaved={form.changed.length} send={(_, key) => testPush(key)} />}
    >
      <Setting name={t('push.web.name')} says={t('push.web.says')}>
        <Switch size="md" label={labels.web_push_enabled} {...form.toggles.web_push_enabled} />
        <WhyOff why={settings.why_web_is_off} />
      </Setting>
      <Setting name={t('push.mobile.name')} says={t('push.mobile.says')}>
        <Switch size="md" label={labels.mobile_push_enabled} {...form.toggles.mobile_push_enabled} />
        <WhyOff why={settings.why_mobile_is_off} />
      </Setting>
      <Setting name={t('push.subject.name')} says={t('push.subject.says')}>
        <TextInput aria-label={labels.subject} placeholder={CONTACT} {...form.fields.subject} />
      </Setting>
    </SettingsPage>
  )
}

function Push() {
  const { t } = useTranslation('system')
  const { data, error, refetch } = useQuery(pushSettings)
  return (
    <ConsolePage title={t('push.title')} lead={t('push.lead')}>
      {error && !data && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton label={t('loading')} rows={3} />}
      {data && <PushForm settings={data} />}
    </ConsolePage>
  )
}

export const Component = () => (
  <ConsoleDoor>
    <Push />
  </ConsoleDoor>
)
