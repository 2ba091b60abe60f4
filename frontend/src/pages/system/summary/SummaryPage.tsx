// The daily summary: when it goes out, what it says today, the days that went out, sending one by hand.
import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { emailSettings, patchEmailSettings, type EmailSettings } from '../../../api/emailSettings'
import { ListSkeleton, LoadFailed } from '../../../components/States'
import { ConsoleDoor } from '../ConsoleDoor'
import { ConsolePage } from '../ConsolePage'
import { SettingsPage } from '../form/SettingsPage'
import { useSettingsForm } from '../form/useSettingsForm'
import { PastDays } from './PastDays'
import { Schedule } from './Schedule'
import { patchOf, valuesOf } from './schedule'
import { SendDialog } from './SendDialog'
import { SummaryPreview } from './SummaryPreview'

function SummaryForm({ settings, onSend }: { settings: EmailSettings; onSend: (day: string) => void }) {
  const { t } = useTranslation('systemMail')
  const client = useQueryClient()
  const [day, setDay] = useState<string>()
  const form = useSettingsForm<EmailSettings>({
    settings,
    valuesOf,
    check: () => ({}),
    save: (now, changed) => patchEmailSettings(now, patchOf(changed)),
    onSaved: (now) => client.setQueryData(emailSettings.queryKey, now),
  })
  const labels = {
    enabled: t('summary.field.enabled'),
    hour: t('summary.field.hour'),
    minute: t('summary.field.minute'),
    timezone: t('summary.field.timezone'),
  }
  return (
    <SettingsPage
      name={t('summary.title')}
      form={form}
      labels={labels}
      aside={<SummaryPreview day={day} />}
      isWide
    >
      <Schedule form={form} />
      <PastDays
        shown={day}
        onShow={(chosen) => setDay(chosen === day ? undefined : chosen)}
        onSend={onSend}
      />
    </SettingsPage>
  )
}

function SummaryRoom() {
  const { t } = useTranslation('systemMail')
  const { data, error, refetch } = useQuery(emailSettings)
  const [sending, setSending] = useState<{ day?: string }>()
  return (
    <ConsolePage
      title={t('summary.title')}
      lead={t('summary.lead')}
      actions={
        <Button leftSection={<IconSend size={16} />} onClick={() => setSending({})}>
          {t('summary.now')}
        </Button>
      }
    >
      {error && !data && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton label={t('loading')} rows={4} />}
      {data && <SummaryForm settings={data} onSend={(day) => setSending({ day })} />}
      {sending && <SendDialog day={sending.day} onClose={() => setSending(undefined)} />}
    </ConsolePage>
  )
}

export const Component = () => (
  <ConsoleDoor>
    <SummaryRoom />
  </ConsoleDoor>
)
