// A one-time link that leads nowhere any more: why that may be, and the ways on.
import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../config/paths'
import { Lobby } from './Lobby'
import css from './Lobby.module.css'

interface Props {
  title: string
  why: string
}

export function LinkOver({ title, why }: Props) {
  const { t } = useTranslation('auth')
  return (
    <Lobby title={title}>
      <div className={css.form} role="alert">
        <p>{why}</p>
        <Button
          component={Link}
          to={paths.signIn}
          variant="filled"
          size="md"
          fullWidth
          rightSection={<IconArrowRight className="way" size={20} stroke={2.6} />}
        >
          {t('toSignIn')}
        </Button>
      </div>
    </Lobby>
  )
}
