// The last word of who comes, on top of the page, with the way to answer it.
import { Button } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FollowedTicket } from '../../api/guest'
import { Attachments } from '../../components/Attachments'
import { Markdown } from '../../components/Markdown'
import { usePersonName } from '../../hooks/usePersonName'
import { newsOf } from './entries'
import css from './Follow.module.css'
import { WRITE_ID } from './Write'

/** What someone of the house said last, while nobody answered. */
export function News({ ticket }: { ticket: FollowedTicket }) {
  const news = newsOf(ticket)
  if (!news) return null
  return (
    <>
      {news.text && (
        <blockquote>
          <Markdown text={news.text} />
        </blockquote>
      )}
      <Attachments items={news.attachments} />
    </>
  )
}

export function Asked({ ticket }: { ticket: FollowedTicket }) {
  const { t } = useTranslation('guest')
  const { first } = usePersonName()
  const news = newsOf(ticket)
  if (!news || ticket.status === 'closed' || ticket.status === 'cancelled') return null
  return (
    <section className={css.asked} aria-label={t('news')}>
      <News ticket={ticket} />
      <Button
        fullWidth
        variant="filled"
        h={56}
        fz={20}
        leftSection={<IconMessage size={22} />}
        onClick={() => document.getElementById(WRITE_ID)?.focus()}
      >
        {t('answer', { name: first(news.who) })}
      </Button>
    </section>
  )
}
