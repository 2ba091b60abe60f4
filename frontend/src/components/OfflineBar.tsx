// No signal: said once at the top, for as long as it lasts, with the time of what one sees.
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../hooks/useFormat'
import { useLine } from '../hooks/useLine'
import css from './States.module.css'

export function OfflineBar() {
  const { t } = useTranslation()
  const { when } = useFormat()
  const { isUp, since } = useLine()
  if (isUp) return null
  return (
    <p className={css.offline} role="status">
      <IconCloudOff size={19} stroke={2.2} aria-hidden />
      <span>
        <b>{t('offline.title')}</b> {t('offline.text', { when: when(new Date(since).toISOString()) })}
      </span>
    </p>
  )
}
