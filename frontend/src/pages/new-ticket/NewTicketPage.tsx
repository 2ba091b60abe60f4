// A new ticket: where, what, who called, and what will happen with it.
import { Button } from '@mantine/core'
import { IconArrowRight, IconChevronLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { Uploads } from '../../components/Uploads'
import { paths } from '../../config/paths'
import { useSession } from '../../context/SessionContext'
import { useToast } from '../../context/ToastContext'
import { useFormat } from '../../hooks/useFormat'
import { useProblemText } from '../../hooks/useProblemText'
import { useIsPhone } from '../../hooks/useScreen'
import { useTitle } from '../../hooks/useTitle'
import { Ahead } from './Ahead'
import { Callers } from './Callers'
import css from './NewTicket.module.css'
import { Photos } from './Photos'
import { Similar } from './Similar'
import { useReport, type Reporting } from './useReport'
import { What } from './What'
import { Where } from './Where'

export function Component() {
  const { t } = useTranslation('newTicket')
  const { isGuest } = useSession()
  const navigate = useNavigate()
  const toast = useToast()
  const reporting = useReport((ticket) => {
    toast({ title: t('reported', { number: ticket.number }), room: ticket.room })
    void navigate(paths.ticket(ticket.id), { replace: true })
  })
  const title = isGuest ? t('titleGuest') : t('title')
  useTitle(title)
  return (
    <div className={css.page}>
      <header className={css.head}>
        <Link to={paths.tickets} aria-label={t('back')}>
          <IconChevronLeft className="way" size={24} aria-hidden />
        </Link>
        <h1>{title}</h1>
        <DraftKept reporting={reporting} />
      </header>
      {reporting.created ? <Sent reporting={reporting} /> : <Form reporting={reporting} />}
    </div>
  )
}

function DraftKept({ reporting: { draftAt, created } }: { reporting: Reporting }) {
  const { t } = useTranslation()
  const { clock } = useFormat()
  if (!draftAt || created) return null
  return <span className="quiet">{t('draft.kept', { when: clock(draftAt) })}</span>
}

function Form({ reporting }: { reporting: Reporting }) {
  const { can } = useSession()
  const explain = useProblemText()
  const isPhone = useIsPhone()
  const { room, isReady, isSending, send, error, photos } = reporting
  return (
    <form
      className={css.dialog}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady && !isSending) send()
      }}
    >
      <div className={css.form}>
        {isPhone && <Photos photos={photos} />}
        <Where reporting={reporting} />
        <What reporting={reporting} />
        {room && <Similar room={room} />}
        {!isPhone && <Photos photos={photos} />}
        {can('ticket:report_for') && <Callers reporting={reporting} />}
      </div>
      <Ahead reporting={reporting} />
      <footer className={css.foot}>
        {error && (
          <p className={css.wrong} role="alert">
            {explain(error)}
          </p>
        )}
        <Send reporting={reporting} />
      </footer>
    </form>
  )
}

/** The way on, once it is open; before that what is missing. */
function Send({ reporting: { room, property, isReady, hasPlace, isSending } }: { reporting: Reporting }) {
  const { t } = useTranslation('newTicket')
  if (!isReady) return <span className={css.missing}>{hasPlace ? t('sayWhat') : t('sayWhere')}</span>
  return (
    <Button
      type="submit"
      variant="filled"
      loading={isSending}
      rightSection={<IconArrowRight className="way" size={19} stroke={2.6} aria-hidden />}
    >
      {t('reportFor', { where: room?.name ?? property?.name })}
    </Button>
  )
}

/** The ticket is there; photos that did not go can go again. */
function Sent({ reporting: { created, uploads } }: { reporting: Reporting }) {
  const { t } = useTranslation('newTicket')
  if (!created) return null
  const failed = uploads.list.filter(({ state }) => state !== 'sending').length
  return (
    <div className={css.sent}>
      <h2>{t('reported', { number: created.number })}</h2>
      <p>{failed ? t('photosFailed', { count: failed }) : t('photosSending')}</p>
      <Uploads uploads={uploads} />
      <Button component={Link} to={paths.ticket(created.id)} variant="filled">
        {t('openTicket')}
      </Button>
    </div>
  )
}
