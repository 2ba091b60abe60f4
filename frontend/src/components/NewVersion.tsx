// A newer version of the app is there: said at the top, taken when one wants.
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { newVersion } from '../api/worker'
import css from './States.module.css'

export function NewVersion() {
  const { t } = useTranslation()
  const isThere = useSyncExternalStore(newVersion.subscribe, newVersion.isThere)
  if (!isThere) return null
  return (
    <div className={css.offline} role="status">
      <span>
        <b>{t('version.title')}</b> {t('version.text')}
      </span>
      <Button
        size="compact-md"
        className={css.take}
        leftSection={<IconRefresh size={16} aria-hidden />}
        onClick={newVersion.take}
      >
        {t('version.reload')}
      </Button>
    </div>
  )
}
