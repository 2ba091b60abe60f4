// It is said to be fixed: the guest looks, confirms and rates it, or says why not.
import { Button, Textarea } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FollowedTicket } from '../../api/guest'
import { News } from './Asked'
import css from './Follow.module.css'
import { NotSent } from './NotSent'
import { Reason } from './Reason'
import { Stars } from './Stars'
import type { Followed } from './useFollowed'

interface Props {
  ticket: FollowedTicket
  followed: Followed
}

export function Check({ ticket, followed: { moving } }: Props) {
  const { t } = useTranslation('guest')
  const [isBad, setBad] = useState(false)
  const may = (status: FollowedTicket['status']) => ticket.allowed_statuses.includes(status)
  return (
    <section className={css.asked} aria-label={t('check.label')}>
      <News ticket={ticket} />
      {moving.error && <NotSent error={moving.error} />}
      {isBad ? (
        <NotFixed
          isBusy={moving.isPending}
          onSend={(reason) => moving.mutate({ status: 'open', reason })}
          onBack={() => setBad(false)}
        />
      ) : (
        <>
          {may('closed') && (
            <Good
              isBusy={moving.isPending}
              onSend={(rating) => moving.mutate({ status: 'closed', ...rating })}
            />
          )}
          {may('open') && (
            <Button fullWidth h={52} fz={18} onClick={() => setBad(true)}>
              {t('check.no')}
            </Button>
          )}
        </>
      )}
    </section>
  )
}

interface GoodProps {
  isBusy: boolean
  onSend: (rating: { rating?: number; rating_comment?: string }) => void
}

function Good({ isBusy, onSend }: GoodProps) {
  const { t } = useTranslation('guest')
  const [stars, setStars] = useState(0)
  const [words, setWords] = useState('')
  const rating_comment = words.trim() || undefined
  return (
    <>
      <Stars value={stars} onChange={setStars} />
      {stars > 0 && (
        <Textarea
          autosize
          minRows={2}
          maxLength={2000}
          aria-label={t('rate.comment')}
          placeholder={t('rate.comment')}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
      )}
      <Button
        fullWidth
        variant="filled"
        h={60}
        fz={21}
        loading={isBusy}
        leftSection={<IconCheck size={24} stroke={2.8} />}
        onClick={() => onSend(stars ? { rating: stars, rating_comment } : {})}
      >
        {t('check.yes')}
      </Button>
    </>
  )
}

interface NotFixedProps {
  isBusy: boolean
  onSend: (reason: string) => void
  onBack: () => void
}

function NotFixed({ isBusy, onSend, onBack }: NotFixedProps) {
  const { t } = useTranslation(['guest', 'common'])
  return (
    <>
      <Reason label={t('check.why')} send={t('check.reopen')} isBusy={isBusy} onSend={onSend} />
      <Button fullWidth h={52} fz={18} onClick={onBack}>
        {t('common:action.cancel')}
      </Button>
    </>
  )
}
