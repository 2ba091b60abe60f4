// What is open in this room already: perhaps it is the same.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Room } from '../../api/properties'
import { openTicketsOf } from '../../api/tickets'
import { StatusMark } from '../../components/Marks'
import { paths } from '../../config/paths'
import { useFormat } from '../../hooks/useFormat'
import { usePersonName } from '../../hooks/usePersonName'
import css from './NewTicket.module.css'

export function Similar({ room }: { room: Room }) {
  const { t } = useTranslation(['newTicket', 'common'])
  const { when } = useFormat()
  const { full } = usePersonName()
  const { data } = useQuery(openTicketsOf(room.id))
  if (!data?.length) return null
  return (
    <section className={css.similar} aria-label={t('newTicket:openIn', { room: room.name })}>
      <h2>
        {t('newTicket:openIn', { room: room.name })} <span>{data.length}</span>
      </h2>
      <ul>
        {data.map((ticket) => (
          <li key={ticket.id}>
            <StatusMark status={ticket.status} bare />
            <span>
              <Link to={paths.ticket(ticket.id)}>{ticket.title}</Link>
              <em>
                {[
                  ticket.number,
                  t(`common:status.${ticket.status}`),
                  ticket.holder ? full(ticket.holder) : t('common:nobody'),
                  when(ticket.created_at),
                ].join(' · ')}
              </em>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
