// Whether one may be written to by SMS, at the number of one's profile.
import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Preferences } from '../../api/preferences'
import { paths } from '../../config/paths'
import { YES } from './edited'
import css from './Preferences.module.css'
import { Setting } from './Setting'
import type { PreferencesForm } from './usePreferencesForm'

interface Props {
  form: PreferencesForm
  consent: Preferences['sms_consent']
}

export function Sms({ form, consent }: Props) {
  const { t } = useTranslation('preferences')
  return (
    <Setting name={t('sms.title')} says={t('sms.text')}>
      {consent.phone === null ? (
        <p className={css.note}>
          {t('sms.noPhone')} <Link to={paths.profile}>{t('sms.toProfile')}</Link>
        </p>
      ) : (
        <Checkbox
          label={t('sms.consent', { phone: consent.phone })}
          checked={form.after.sms_consent === YES}
          onChange={(event) => form.set({ sms_consent: event.currentTarget.checked ? YES : '' })}
        />
      )}
      {consent.state === 'stopped' && <p className={css.cannot}>{t('sms.stopped')}</p>}
    </Setting>
  )
}
