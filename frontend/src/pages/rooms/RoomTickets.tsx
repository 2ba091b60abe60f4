// What is open in a room.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { itemsOf } from '../../api/paging'
import type { Room } from '../../api/properties'
import { ticketList } from '../../api/tickets'
import { DueTime } from '../../components/DueTime'
import { StatusMark } from '../../components/Marks'
import { paths } from '../../config/paths'
import css from './Rooms.module.css'
import { ticketsOf } from './links'

const SHOWN = 5

export function RoomTickets({ room }: { room: Room }) {
  const { t } = useTranslation('rooms')
  const { data, isPending } = useInfiniteQuery(
    ticketList({ room_id: [room.id], status: ['open', 'in_progress', 'on_hold'], sort: 'due_at' }),
  )
  const tickets = itemsOf(data)
  return (
    <>
      <h2>
        {t('openHere')} <span>{room.open_ticket_count}</span>
      </h2>
      {!isPending && !tickets.length && <p className={css.nothing}>{t('nothingOpen')}</p>}
      <ul className={css.list} aria-busy={isPending}>
        {tickets.slice(0, SHOWN).map((ticket) => (
          <li key={ticket.id}>
            <Link to={paths.ticket(ticket.id)}>
              <StatusMark status={ticket.status} bare />
              <span>{ticket.title}</span>
              <DueTime ticket={ticket} />
            </Link>
          </li>
        ))}
      </ul>
      <p className={css.nothing}>
        <Link to={ticketsOf(room)}>{t('allTickets')}</Link>
      </p>
    </>
  )
}
