// The settings of text messages as fields of a form, and back; what is wrong, and what is missing.
import { useTranslation } from 'react-i18next'
import type { SmsSettings, SmsSettingsPatch } from '../../../api/smsSettings'
import { isPhone, isWhole } from '../form/checks'
import type { Values, Wrong } from '../form/useSettingsForm'

export const secrets = ['auth_token']

const ACCOUNT = /^AC[0-9a-f]{32}$/i
const MOST = 1_000_000

export const valuesOf = (settings: SmsSettings): Values => ({
  enabled: settings.enabled,
  account_sid: settings.account_sid,
  auth_token: '',
  from_number: settings.from_number,
  max_per_day: settings.max_per_day === null ? '' : String(settings.max_per_day),
})

const text = (value: Values[string]) => (typeof value === 'string' ? value.trim() : undefined)

/** Only what changed is sent. An empty limit is none. */
export const patchOf = (changed: Values): SmsSettingsPatch => ({
  enabled: typeof changed.enabled === 'boolean' ? changed.enabled : undefined,
  account_sid: text(changed.account_sid),
  auth_token: text(changed.auth_token),
  from_number: text(changed.from_number),
  max_per_day:
    changed.max_per_day === undefined
      ? undefined
      : changed.max_per_day === ''
        ? null
        : Number(changed.max_per_day),
})

export function useSmsCheck(): (values: Values) => Wrong {
  const { t } = useTranslation('system')
  return (values) => {
    const [account, number, most] = [
      text(values.account_sid) ?? '',
      text(values.from_number) ?? '',
      text(values.max_per_day) ?? '',
    ]
    return {
      account_sid: account && !ACCOUNT.test(account) ? t('sms.wrong.account') : undefined,
      from_number: number && !isPhone(number) ? t('sms.wrong.number') : undefined,
      max_per_day: most && !isWhole(most, 1, MOST) ? t('sms.wrong.most') : undefined,
    }
  }
}

export function useSmsMissing(): (settings: SmsSettings) => string[] {
  const { t } = useTranslation('system')
  return ({ enabled, account_sid, auth_token_set, from_number }) => [
    ...(enabled ? [] : [t('sms.missing.enabled')]),
    ...(account_sid ? [] : [t('sms.missing.account')]),
    ...(auth_token_set ? [] : [t('sms.missing.token')]),
    ...(from_number ? [] : [t('sms.missing.number')]),
  ]
}
