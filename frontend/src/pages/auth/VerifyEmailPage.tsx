// The link of a confirmation mail. One presses once: programs that open every link of a mail must not confirm it.
import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { keys } from '../../api/keys'
import { isProblem } from '../../api/problem'
import { verifyEmail } from '../../api/session'
import { paths } from '../../config/paths'
import { useSessionQuery } from '../../context/SessionContext'
import { useProblemText } from '../../hooks/useProblemText'
import { useTitle } from '../../hooks/useTitle'
import { LinkOver } from './LinkOver'
import { Lobby } from './Lobby'
import css from './Lobby.module.css'

export function Component() {
  const { t } = useTranslation('auth')
  const { token = '' } = useParams()
  const explain = useProblemText()
  const client = useQueryClient()
  useTitle(t('confirmEmail'))
  const confirming = useMutation({
    mutationFn: () => verifyEmail(token),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.session }),
  })
  if (confirming.isSuccess) return <Confirmed />
  if (isProblem(confirming.error, 'not_found'))
    return <LinkOver title={t('verificationOver')} why={t('verificationOverWhy')} />
  return (
    <Lobby title={t('confirmEmail')}>
      <div className={css.form}>
        <p>{t('confirmEmailLead')}</p>
        {confirming.error && (
          <p className={css.refused} role="alert">
            {explain(confirming.error)}
          </p>
        )}
        <Button
          variant="filled"
          size="md"
          fullWidth
          loading={confirming.isPending}
          onClick={() => confirming.mutate()}
          rightSection={<IconArrowRight className="way" size={20} stroke={2.6} />}
        >
          {t('confirmAddress')}
        </Button>
      </div>
    </Lobby>
  )
}

function Confirmed() {
  const { t } = useTranslation('auth')
  const { data: someone } = useSessionQuery()
  return (
    <Lobby title={t('confirmed')}>
      <div className={css.form} role="status">
        <p>{t('confirmedLead')}</p>
        <Button
          component={Link}
          to={someone ? paths.home : paths.signIn}
          variant="filled"
          size="md"
          fullWidth
          rightSection={<IconArrowRight className="way" size={20} stroke={2.6} />}
        >
          {someone ? t('goOn') : t('toSignIn')}
        </Button>
      </div>
    </Lobby>
  )
}
