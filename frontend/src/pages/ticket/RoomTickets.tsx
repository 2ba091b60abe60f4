// What else is open in the room of a ticket.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { openTicketsOf } from '../../api/tickets'
import type { Ticket } from '../../api/tickets'
import { StatusMark } from '../../components/Marks'
import { paths } from '../../config/paths'
import { useFormat } from '../../hooks/useFormat'
import css from './Ticket.module.css'

interface Props {
  ticket: Ticket
  room: NonNullable<Ticket['room']>
}

export function RoomTickets({ ticket, room }: Props) {
  const { t } = useTranslation(['ticket', 'common'])
  const { day } = useFormat()
  const { data } = useQuery(openTicketsOf(room.id))
  const others = data?.filter(({ id }) => id !== ticket.id)
  if (!others) return null
  return (
    <section>
      <h2>{t('room.title', { room: room.name })}</h2>
      {others.length === 0 && <p className={css.quietLine}>{t('room.nothing')}</p>}
      <ul className={css.others}>
        {others.map((other) => (
          <li key={other.id}>
            <Link to={paths.ticket(other.id)}>
              <StatusMark status={other.status} bare />
              <span className="clip" title={t(`common:status.${other.status}`)}>
                {other.title}
              </span>
              <span>{day(other.created_at)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
