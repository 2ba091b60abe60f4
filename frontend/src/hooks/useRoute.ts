// The stops of a ticket: what lies behind, where it is, what comes.
import { useTranslation } from 'react-i18next'
import type { TicketRow, TicketStatus } from '../api/tickets'
import type { Stop } from '../components/RouteLine'
import { useFormat } from './useFormat'
import { usePersonName } from './usePersonName'

const stopOf: Record<TicketStatus, number> = {
  open: 1,
  in_progress: 2,
  on_hold: 2,
  resolved: 3,
  closed: 4,
  cancelled: 4,
}

export function useRoute(ticket: TicketRow): Stop[] {
  const { t } = useTranslation('tickets')
  const { when } = useFormat()
  const names = usePersonName()
  const first = (person: { name: string } | null) => (person ? names.first(person) : undefined)
  const { status, next, holder, assignee, reporter } = ticket
  const checks = next === 'manager_checks' ? t('route.managerChecks') : t('route.checks')
  const stops: Omit<Stop, 'state'>[] = [
    { name: t('route.reported'), who: first(reporter), at: when(ticket.created_at) },
    { name: assignee ? t('route.assigned') : t('route.unassigned'), who: first(assignee) },
    {
      name: status === 'on_hold' ? t('route.onHold') : t('route.working'),
      who: status === 'in_progress' || status === 'on_hold' ? first(holder) : undefined,
    },
    {
      name: checks,
      who: next === 'manager_checks' ? first(assignee) : first(reporter),
      at: ticket.resolved_at ? when(ticket.resolved_at) : undefined,
    },
    {
      name: status === 'cancelled' ? t('route.cancelled') : t('route.closed'),
      at: ticket.closed_at ? when(ticket.closed_at) : undefined,
    },
  ]
  const here = stopOf[status]
  return stops.map((stop, index) => ({
    ...stop,
    state: index < here ? 'past' : index === here ? 'here' : 'ahead',
  }))
}
