// The sign over a ticket: where, what, the moves, the route.
import { Menu } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../api/tickets'
import { PriorityMark } from '../../components/Marks'
import { MoveButtons } from '../../components/MoveButtons'
import { PlacePlate } from '../../components/RoomPlate'
import { RouteLine } from '../../components/RouteLine'
import { useSession } from '../../context/SessionContext'
import { useFloorName } from '../../hooks/useFloorName'
import { useRoute } from '../../hooks/useRoute'
import { useIsPhone } from '../../hooks/useScreen'
import { AssignDialog } from './AssignDialog'
import { Crumbs } from './Crumbs'
import { EditDialog } from './EditDialog'
import { TaskDialog } from './TaskDialog'
import css from './Ticket.module.css'

type Dialog = 'edit' | 'assign' | 'task'

/** What has to happen before any move: someone gets it. */
const firstOf = ({ next, allowed_actions: may }: Ticket, mayGive: boolean): Dialog | undefined => {
  if (next === 'needs_someone' && may.includes('ticket:assign')) return 'assign'
  return next === 'assign' && mayGive ? 'task' : undefined
}

export function Head({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation(['ticket', 'tickets'])
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const stops = useRoute(ticket)
  const { isGuest } = useSession()
  const isPhone = useIsPhone()
  const may = ticket.allowed_actions
  const mayAssign = may.includes('ticket:assign')
  const mayEdit = may.includes('ticket:edit') || may.includes('ticket:triage')
  const first = firstOf(ticket, mayAssign)
  const close = () => setDialog(null)
  return (
    <header className={css.head}>
      <Crumbs id={ticket.id} />
      <div className={css.sign}>
        <PlacePlate of={ticket} size="head" />
        <Names ticket={ticket} />
        <div className={css.moves}>
          <MoveButtons
            key={ticket.id}
            isPage
            ticket={ticket}
            first={first && { name: t(`ticket:first.${first}`), onGo: () => setDialog(first) }}
          >
            {mayAssign && (
              <Menu.Item onClick={() => setDialog('assign')}>{t('ticket:assign.open')}</Menu.Item>
            )}
            {mayEdit && <Menu.Item onClick={() => setDialog('edit')}>{t('ticket:edit.open')}</Menu.Item>}
          </MoveButtons>
        </div>
      </div>
      <div className={css.route} data-shown={isGuest || undefined}>
        <RouteLine
          stops={stops}
          label={t('tickets:route.label')}
          upright={isGuest && isPhone}
          small={isPhone}
        />
      </div>
      {dialog === 'assign' && <AssignDialog ticket={ticket} onClose={close} />}
      {dialog === 'task' && <TaskDialog ticket={ticket} onClose={close} />}
      {dialog === 'edit' && <EditDialog ticket={ticket} onClose={close} />}
    </header>
  )
}

function Names({ ticket }: { ticket: Ticket }) {
  const { long } = useFloorName()
  const { room, property, category, number, title, priority } = ticket
  const where = room ? [long(room.floor), property.name] : [property.name]
  return (
    <div className={css.names}>
      <h1>{title}</h1>
      <p>
        <b>{number}</b>
        {` · ${[...where, category.name].join(' · ')} · `}
        <PriorityMark priority={priority} words />
      </p>
    </div>
  )
}
