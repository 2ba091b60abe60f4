// What stands around a ticket: when, who, the work, and what else is open in the room.
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../api/tickets'
import { useSession } from '../../context/SessionContext'
import { Due } from './Due'
import { People } from './People'
import { RoomTickets } from './RoomTickets'
import { Tasks } from './Tasks'
import css from './Ticket.module.css'

export function Side({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('ticket')
  const { can } = useSession()
  return (
    <aside className={css.side} aria-label={t('side')}>
      <Due ticket={ticket} />
      <People ticket={ticket} />
      {can('task:read') && <Tasks ticket={ticket} />}
      {ticket.room && <RoomTickets ticket={ticket} room={ticket.room} />}
    </aside>
  )
}
