// The clock of the daily summary: on or off, hour, minute, time zone; it holds as soon as it is saved.
import { NativeSelect, Switch } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EmailSettings } from '../../../api/emailSettings'
import { useDuration } from '../../../hooks/useDuration'
import { useNow } from '../../../hooks/useNow'
import { Setting } from '../form/Setting'
import type { SettingsForm } from '../form/useSettingsForm'
import css from '../System.module.css'
import { hours, minutesWith, untilNext, zonesWith } from './schedule'

const down = <IconChevronDown size={16} />

export function Schedule({ form }: { form: SettingsForm<EmailSettings> }) {
  const { t } = useTranslation('systemMail')
  const now = useNow()
  const duration = useDuration()
  const [hour, minute, zone] = [form.text('hour'), form.text('minute'), form.text('timezone')]
  const isOn = form.isOn('enabled')
  const ahead = untilNext(Number(hour), Number(minute), zone, now)
  return (
    <>
      <h2 className={css.section}>
        {t('summary.schedule')}
        <Switch size="md" label={t('summary.field.enabled')} {...form.toggles.enabled} />
      </h2>
      <Setting name={t('summary.at')} says={t('summary.atSays')}>
        <div className={css.time}>
          <NativeSelect
            aria-label={t('summary.field.hour')}
            data={hours}
            rightSection={down}
            {...form.fields.hour}
          />
          <span aria-hidden>:</span>
          <NativeSelect
            aria-label={t('summary.field.minute')}
            data={minutesWith(minute)}
            rightSection={down}
            {...form.fields.minute}
          />
        </div>
        <NativeSelect
          aria-label={t('summary.field.timezone')}
          data={zonesWith(zone)}
          rightSection={down}
          {...form.fields.timezone}
        />
        <p className={css.note}>
          {isOn ? t('summary.next', { duration: duration(ahead) }) : t('summary.off')}
        </p>
      </Setting>
      <Setting name={t('summary.to')} says={t('summary.toSays')}>
        <p className={css.note}>{t('summary.midnight')}</p>
      </Setting>
    </>
  )
}
