// Whether mail goes out at all, and if not, why and where it lands meanwhile.
import { Switch } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EmailSettings } from '../../../api/emailSettings'
import { apiOrigin } from '../../../config/runtime'
import type { SettingsForm } from '../form/useSettingsForm'
import css from '../System.module.css'
import { useWhyOff } from './emailFields'

interface Props {
  settings: EmailSettings
  form: SettingsForm<EmailSettings>
}

/** Outside production, mail without a server can be read in a page of the server itself. */
function DevMail({ path }: { path: string }) {
  const { t } = useTranslation('systemMail')
  return (
    <p>
      {t('email.off.devMail')} <a href={apiOrigin + path}>{t('email.off.devMailLink')}</a>
    </p>
  )
}

export function EmailState({ settings, form }: Props) {
  const { t } = useTranslation(['systemMail', 'system'])
  const why = useWhyOff()(settings)
  return (
    <>
      <h2 className={css.section}>
        <span className={css.state} data-on={!why || undefined}>
          {why ? <IconX size={15} stroke={3} aria-hidden /> : <IconCheck size={15} stroke={3} aria-hidden />}
          {why ? t('email.isOff') : t('email.isOn')}
        </span>
        <Switch size="md" label={t('email.field.enabled')} {...form.toggles.enabled} />
      </h2>
      {why && (
        <div className={css.off}>
          <p>{why}</p>
          {settings.mailbox_url && <DevMail path={settings.mailbox_url} />}
        </div>
      )}
    </>
  )
}
