// A closed ticket: the rating that was given, or the chance to give one, and the way back when it is broken again.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FollowedTicket } from '../../api/guest'
import css from './Follow.module.css'
import { NotSent } from './NotSent'
import { Reason } from './Reason'
import { Stars } from './Stars'
import type { Followed } from './useFollowed'

interface Props {
  ticket: FollowedTicket
  followed: Followed
}

export function Rated({ ticket, followed: { moving } }: Props) {
  const { t } = useTranslation('guest')
  const [stars, setStars] = useState(0)
  if (ticket.status !== 'closed') return null
  return (
    <section className={css.asked} aria-label={t('rate.label')}>
      {moving.error && <NotSent error={moving.error} />}
      {ticket.rating ? (
        <Stars value={ticket.rating} />
      ) : (
        <>
          <Stars value={stars} onChange={setStars} />
          {stars > 0 && (
            <Button
              fullWidth
              variant="filled"
              h={56}
              fz={20}
              loading={moving.isPending}
              onClick={() => moving.mutate({ rating: stars })}
            >
              {t('rate.send')}
            </Button>
          )}
        </>
      )}
      {ticket.allowed_statuses.includes('open') && (
        <Again isBusy={moving.isPending} onSend={(reason) => moving.mutate({ status: 'open', reason })} />
      )}
    </section>
  )
}

function Again({ isBusy, onSend }: { isBusy: boolean; onSend: (reason: string) => void }) {
  const { t } = useTranslation('guest')
  const [isOpen, setOpen] = useState(false)
  if (!isOpen)
    return (
      <Button fullWidth h={52} fz={18} onClick={() => setOpen(true)}>
        {t('again.open')}
      </Button>
    )
  return <Reason label={t('again.why')} send={t('again.send')} isBusy={isBusy} onSend={onSend} />
}
