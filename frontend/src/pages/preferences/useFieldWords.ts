// Names and values of the form's fields, in words.
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../hooks/useFormat'
import { isKind } from '../../hooks/notificationWords'
import { channels, paces } from './edited'

const unchosen = ['digest', 'invitation', 'verify_email', 'verify_phone', 'test'] as const
type Unchosen = (typeof unchosen)[number]
const isUnchosen = (kind: string): kind is Unchosen => unchosen.some((one) => one === kind)

/** Times are said in `zone`. */
export function useFieldWords(zone?: string) {
  const { t } = useTranslation('preferences')
  const { full } = useFormat(zone)
  const kind = (word: string) => (isKind(word) && !isUnchosen(word) ? t(`kind.${word}`) : word)
  const channel = (word: string) => {
    const known = channels.find((one) => one === word)
    return known ? t(`channel.${known}`) : word
  }
  const pace = (word: string) => {
    const known = paces.find((one) => one === word)
    return known ? t(`pace.${known}`) : word
  }
  const times: Partial<Record<string, string>> = {
    quiet_from: `${t('quiet.hours')}: ${t('quiet.from')}`,
    quiet_until: `${t('quiet.hours')}: ${t('quiet.until')}`,
    daily_at: t('quiet.daily'),
    do_not_disturb_until: t('quiet.dnd'),
    sms_consent: t('sms.title'),
  }
  return {
    kind,
    channel,
    pace,
    name: (field: string) => {
      const [, of = '', by = ''] = field.split('.')
      return times[field] ?? t('what.where', { kind: kind(of), channel: channel(by) })
    },
    value: (field: string, value: string) => {
      if (field === 'do_not_disturb_until') return value ? full(value) : t('quiet.dndOff')
      if (field === 'sms_consent') return value ? t('sms.yes') : t('sms.no')
      return field.startsWith('choice.') ? pace(value) : value
    },
  }
}
