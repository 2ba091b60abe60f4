// Whether one wants to be written to by SMS, at the number of one's profile, and what its phone said to that.
import { Button, Checkbox } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { patchPreferences, preferencesQuery, type Preferences } from '../../api/preferences'
import { paths } from '../../config/paths'
import { useProblemText } from '../../hooks/useProblemText'
import { YES } from './edited'
import css from './Preferences.module.css'
import { Setting } from './Setting'
import type { PreferencesForm } from './usePreferencesForm'

interface Props {
  form: PreferencesForm
  preferences: Preferences
}

export function Sms({ form, preferences }: Props) {
  const { t } = useTranslation('preferences')
  const { phone, state } = preferences.sms_consent
  return (
    <Setting name={t('sms.title')} says={t('sms.text')}>
      {phone === null ? (
        <p className={css.note}>
          {t('sms.noPhone')} <Link to={paths.profile}>{t('sms.toProfile')}</Link>
        </p>
      ) : (
        <Checkbox
          label={t('sms.consent', { phone })}
          checked={form.after.sms_consent === YES}
          onChange={(event) => form.set({ sms_consent: event.currentTarget.checked ? YES : '' })}
        />
      )}
      {state === 'asked' && phone !== null && <Asked phone={phone} preferences={preferences} />}
      {state === 'stopped' && <p className={css.cannot}>{t('sms.stopped')}</p>}
    </Setting>
  )
}

/** The phone has not answered yet. */
function Asked({ phone, preferences }: { phone: string; preferences: Preferences }) {
  const { t } = useTranslation('preferences')
  const explain = useProblemText()
  const client = useQueryClient()
  const asking = useMutation({
    mutationFn: () => patchPreferences(preferences, { sms_consent: true }),
    onSuccess: (saved) => client.setQueryData(preferencesQuery.queryKey, saved),
  })
  return (
    <>
      <p role="status" className={css.note}>
        {t('sms.asked', { phone })} {asking.isSuccess ? t('sms.askedAgain') : t('sms.againText')}
      </p>
      {asking.error && <p className={css.bad}>{explain(asking.error)}</p>}
      <div>
        <Button loading={asking.isPending} onClick={() => asking.mutate()}>
          {t('sms.again')}
        </Button>
      </div>
    </>
  )
}
