// No signal: said once at the top, for as long as it lasts.
import { useNetwork } from '@mantine/hooks'
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import css from './States.module.css'

export function OfflineBar() {
  const { t } = useTranslation()
  const { online } = useNetwork()
  if (online) return null
  return (
    <p className={css.offline} role="status">
      <IconCloudOff size={19} stroke={2.2} aria-hidden />
      <span>
        <b>{t('offline.title')}</b> {t('offline.text')}
      </span>
    </p>
  )
}
