// Taking a report back while nobody has begun: asked twice, since it ends the way.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FollowedTicket } from '../../api/guest'
import css from './Follow.module.css'
import { NotSent } from './NotSent'
import type { Followed } from './useFollowed'

interface Props {
  ticket: FollowedTicket
  followed: Followed
}

export function Cancel({ ticket, followed: { moving } }: Props) {
  const { t } = useTranslation('guest')
  const [isAsked, setAsked] = useState(false)
  if (!ticket.allowed_statuses.includes('cancelled')) return null
  return (
    <section className={css.more} aria-label={t('cancel.label')}>
      {moving.error && moving.variables.status === 'cancelled' && <NotSent error={moving.error} />}
      {isAsked ? (
        <>
          <p>{t('cancel.sure')}</p>
          <Button
            fullWidth
            h={52}
            fz={18}
            loading={moving.isPending}
            onClick={() => moving.mutate({ status: 'cancelled' })}
          >
            {t('cancel.yes')}
          </Button>
          <Button fullWidth h={52} fz={18} onClick={() => setAsked(false)}>
            {t('cancel.no')}
          </Button>
        </>
      ) : (
        <Button fullWidth h={52} fz={18} onClick={() => setAsked(true)}>
          {t('cancel.open')}
        </Button>
      )}
    </section>
  )
}
