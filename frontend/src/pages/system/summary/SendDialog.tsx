// The question before a summary goes out by hand.
import { useTranslation } from 'react-i18next'
import { Confirm } from '../../../components/Confirm'
import { useFormat } from '../../../hooks/useFormat'
import { useSend } from './useSend'

interface Props {
  /** A past day; without it today's. */
  day?: string
  onClose: () => void
}

export function SendDialog({ day, onClose }: Props) {
  const { t } = useTranslation('systemMail')
  const { date } = useFormat()
  const send = useSend(onClose)
  return (
    <Confirm
      title={day ? t('summary.againTitle', { day: date(day) }) : t('summary.nowTitle')}
      yes={day ? t('summary.againYes') : t('summary.nowYes')}
      error={send.error}
      isBusy={send.isPending}
      onYes={() => send.mutate(day)}
      onClose={onClose}
    >
      <p>{day ? t('summary.againText') : t('summary.nowText')}</p>
    </Confirm>
  )
}
