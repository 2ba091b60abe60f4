// The guards against floods: beyond them messages are folded into one digest, never dropped.
import { TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  notificationSettings,
  patchNotificationSettings,
  type NotificationSettings,
} from '../../../api/notificationSettings'
import { ListSkeleton, LoadFailed } from '../../../components/States'
import { ConsoleDoor } from '../ConsoleDoor'
import { ConsolePage } from '../ConsolePage'
import { isWhole } from '../form/checks'
import { Setting } from '../form/Setting'
import { SettingsPage } from '../form/SettingsPage'
import { useSettingsForm, type Values } from '../form/useSettingsForm'

const names = ['ticket_ten_minutes', 'ticket_hour', 'per_hour'] as const
const MOST = 1_000_000

const valuesOf = (settings: NotificationSettings): Values =>
  Object.fromEntries(names.map((name) => [name, String(settings[name])]))

const patchOf = (changed: Values) =>
  Object.fromEntries(names.flatMap((name) => (name in changed ? [[name, Number(changed[name])]] : [])))

function GuardsForm({ settings }: { settings: NotificationSettings }) {
  const { t } = useTranslation('system')
  const client = useQueryClient()
  const form = useSettingsForm<NotificationSettings>({
    settings,
    valuesOf,
    check: (values) =>
      Object.fromEntries(
        names.map((name) => [name, isWhole(String(values[name]), 1, MOST) ? undefined : t('guards.wrong')]),
      ),
    save: (now, changed) => patchNotificationSettings(now, patchOf(changed)),
    onSaved: (now) => client.setQueryData(notificationSettings.queryKey, now),
  })
  const labels = Object.fromEntries(names.map((name) => [name, t(`guards.${name}.name`)]))
  return (
    <SettingsPage name={t('guards.title')} form={form} labels={labels}>
      {names.map((name) => (
        <Setting key={name} name={t(`guards.${name}.name`)} says={t(`guards.${name}.says`)}>
          <TextInput aria-label={labels[name]} inputMode="numeric" w={160} {...form.fields[name]} />
        </Setting>
      ))}
    </SettingsPage>
  )
}

function Guards() {
  const { t } = useTranslation('system')
  const { data, error, refetch } = useQuery(notificationSettings)
  return (
    <ConsolePage title={t('guards.title')} lead={t('guards.lead')}>
      {error && !data && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton label={t('loading')} rows={3} />}
      {data && <GuardsForm settings={data} />}
    </ConsolePage>
  )
}

export const Component = () => (
  <ConsoleDoor>
    <Guards />
  </ConsoleDoor>
)
