// Where a followed ticket is, in plain words: one heading, one line, and the stops of the way.
import { useTranslation } from 'react-i18next'
import type { FollowedTicket } from '../../api/guest'
import type { Stop } from '../../components/RouteLine'
import { useFormat } from '../../hooks/useFormat'
import { usePersonName } from '../../hooks/usePersonName'
import { lastEvent } from './entries'

type Told = Omit<Stop, 'state'>

const stopOf: Record<FollowedTicket['status'], number> = {
  open: 1,
  in_progress: 2,
  on_hold: 2,
  resolved: 3,
  closed: 4,
  cancelled: 4,
}

export function useJourney(ticket: FollowedTicket) {
  const { t } = useTranslation('guest')
  const { when } = useFormat()
  const { first } = usePersonName()
  const { status, holder, assignee, reporter } = ticket
  const worker = holder && holder.id !== reporter.id ? holder : assignee
  const moved = (to: string) => lastEvent(ticket, 'ticket.moved', to)
  const fixer = moved('resolved')?.actor ?? worker
  const name = worker && first(worker)
  const by = fixer ? first(fixer) : t('someone')

  const heading = {
    open: name ? t('now.has', { name }) : t('now.open'),
    in_progress: name ? t('now.working', { name }) : t('now.begun'),
    on_hold: t('now.onHold'),
    resolved: t('now.resolved', { name: by }),
    closed: t('now.closed'),
    cancelled: t('now.cancelled'),
  }[status]

  const planned = ticket.due_at ? t('lead.due', { when: when(ticket.due_at) }) : t('lead.soon')
  const again = ticket.on_hold_until ? t('lead.again', { when: when(ticket.on_hold_until) }) : ''
  const lead = {
    open: planned,
    in_progress: planned,
    on_hold: [ticket.on_hold_reason, again].filter(Boolean).join(' '),
    resolved: t('lead.resolved', { when: ticket.resolved_at ? when(ticket.resolved_at) : '' }),
    closed: t('lead.closed'),
    cancelled: t('lead.cancelled'),
  }[status]

  const assigned = lastEvent(ticket, 'ticket.assigned')
  const begun = moved('in_progress')
  const told: Told[] = [
    { name: t('stop.have'), who: t('stop.haveWho'), at: when(ticket.created_at) },
    assignee
      ? { name: t('stop.chosen', { name: first(assignee) }), who: assigned && when(assigned.at) }
      : { name: t('stop.choosing') },
    status === 'on_hold'
      ? { name: t('stop.waits'), who: again || undefined }
      : {
          name: worker && begun ? t('stop.working', { name: by }) : t('stop.comes'),
          who: begun && when(begun.at),
        },
    { name: t('stop.check'), who: status === 'resolved' ? t('stop.good') : t('stop.tell') },
    {
      name: status === 'cancelled' ? t('stop.cancelled') : t('stop.done'),
      who: ticket.closed_at ? when(ticket.closed_at) : undefined,
    },
  ]
  const here = stopOf[status]
  const isOver = status === 'cancelled'
  const stops = told
    .map((stop, index): Stop => ({
      ...stop,
      state: index < here ? 'past' : index === here ? 'here' : 'ahead',
    }))
    .filter((_, index) => !isOver || index === 0 || index === here)
  return { heading, lead, stops }
}
