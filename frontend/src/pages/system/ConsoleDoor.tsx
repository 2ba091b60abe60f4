// The door of every room of the System Console: whoever does not run the installation is told so, kindly.
import { Button } from '@mantine/core'
import { IconLockFilled } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../config/paths'
import { useSession } from '../../context/SessionContext'
import { useTitle } from '../../hooks/useTitle'
import css from './System.module.css'

function NotYours() {
  const { t } = useTranslation(['system', 'common'])
  useTitle(t('door.title'))
  return (
    <div className={css.door}>
      <IconLockFilled size={34} aria-hidden />
      <h1>{t('door.title')}</h1>
      <p>{t('door.text')}</p>
      <Button component={Link} to={paths.home}>
        {t('common:action.home')}
      </Button>
    </div>
  )
}

export function ConsoleDoor({ children }: { children: ReactNode }) {
  const { can } = useSession()
  return can('settings:manage') ? children : <NotYours />
}
