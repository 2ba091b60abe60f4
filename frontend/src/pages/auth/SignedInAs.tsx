// Who opens somebody's invitation in a browser where another is signed in leaves first; two don't share a session.
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { signOut, type User } from '../../api/session'
import { paths } from '../../config/paths'
import { forgetSession } from '../../context/SessionContext'
import { forgetDrafts } from '../../hooks/useDraft'
import { usePersonName } from '../../hooks/usePersonName'
import css from './Lobby.module.css'

export function SignedInAs({ user }: { user: User }) {
  const { t } = useTranslation('auth')
  const { full } = usePersonName()
  const client = useQueryClient()
  const leaving = useMutation({
    mutationFn: signOut,
    onSettled: () => {
      forgetDrafts()
      forgetSession(client)
    },
  })
  return (
    <div className={css.form}>
      <p>{t('signedInAs', { name: full(user) })}</p>
      <Button variant="filled" size="md" loading={leaving.isPending} onClick={() => leaving.mutate()}>
        {t('signOutAndGoOn')}
      </Button>
      <Button component={Link} to={paths.home} size="md">
        {t('stay')}
      </Button>
    </div>
  )
}
