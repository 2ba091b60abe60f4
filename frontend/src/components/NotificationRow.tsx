// One thing that one was told: where · what · when. Unread is a dot and weight, as in the list of tickets.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Told } from '../api/notifications'
import { paths } from '../config/paths'
import { useSession } from '../context/SessionContext'
import { useFormat } from '../hooks/useFormat'
import { useNow } from '../hooks/useNow'
import { sentence } from '../hooks/notificationWords'
import { PriorityMark, StaffOnly } from './Marks'
import css from './NotificationRow.module.css'
import { PlacePlate } from './RoomPlate'

interface Props {
  told: Told
  here?: boolean
  /** It was opened: it is read. */
  onOpen: () => void
}

/** Where it leads; undefined for what has no page. */
export function placeOf({ task, ticket, kind }: Told): string | undefined {
  if (task && (kind === 'task_assigned' || !ticket)) return paths.task(task.id)
  return ticket ? paths.ticket(ticket.id) : undefined
}

function Words({ told }: { told: Told }) {
  const { t } = useTranslation(['notifications', 'common'])
  const { user } = useSession()
  const { ticket, comment, internal } = told
  return (
    <span className={css.what}>
      <span className={css.says}>
        {told.kind === 'ticket_critical' && ticket && <PriorityMark priority={ticket.priority} />}
        <span className="clip">{sentence(t, told, user.id)}</span>
        {internal && <StaffOnly />}
      </span>
      {comment && <span className={`${css.excerpt} clip`}>{comment.excerpt}</span>}
      {ticket && <span className={`${css.under} clip`}>{`${ticket.number} · ${ticket.title}`}</span>}
    </span>
  )
}

export function NotificationRow({ told, here, onOpen }: Props) {
  const { t } = useTranslation('notifications')
  const { when, full } = useFormat()
  const now = useNow()
  const to = placeOf(told)
  const isUnread = told.read_at === null
  const inside = (
    <>
      <span className={css.state}>
        {isUnread && <i className={css.dot} role="img" aria-label={t('unread')} />}
      </span>
      {told.ticket ? <PlacePlate of={told.ticket} /> : <span />}
      <Words told={told} />
      <time className={css.when} dateTime={told.at} title={full(told.at)}>
        {when(told.at, now)}
      </time>
    </>
  )
  const shown = {
    className: css.row,
    'data-unread': isUnread || undefined,
    'data-here': here || undefined,
    'data-told': told.id,
    onClick: onOpen,
  }
  return (
    <li>
      {to ? (
        <Link to={to} {...shown}>
          {inside}
        </Link>
      ) : (
        <button type="button" {...shown}>
          {inside}
        </button>
      )}
    </li>
  )
}
