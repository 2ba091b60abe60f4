// What stands around a ticket: when, who, the work, and what else is open in the room.
import { useTranslation } from 'react-i18next'
import type { Present } from '../../api/socket'
import type { Ticket } from '../../api/tickets'
import { useSession } from '../../context/SessionContext'
import { Due } from './Due'
import { People } from './People'
import { RoomTickets } from './RoomTickets'
import { Tasks } from './Tasks'
import css from './Ticket.module.css'
import { Watch } from './Watch'

interface Props {
  ticket: Ticket
  /** Who else looks at it now. */
  present: Present[]
}

export function Side({ ticket, present }: Props) {
  const { t } = useTranslation('ticket')
  const { can, isGuest } = useSession()
  return (
    <aside className={css.side} aria-label={t('side')}>
      <Due ticket={ticket} />
      <People ticket={ticket} present={present} />
      {can('task:read') && <Tasks ticket={ticket} />}
      {!isGuest && <Watch ticketId={ticket.id} />}
      {ticket.room && <RoomTickets ticket={ticket} room={ticket.room} />}
    </aside>
  )
}
