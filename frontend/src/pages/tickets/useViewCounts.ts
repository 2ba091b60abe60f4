// How many tickets each view holds.
import { useQuery } from '@tanstack/react-query'
import { ticketCounts, type TicketCounts } from '../../api/tickets'
import { useSession } from '../../context/SessionContext'
import { usePolling } from '../../hooks/usePolling'
import { openStatuses, type View } from './listState'

const sum = (counts: TicketCounts | undefined, statuses?: readonly string[]) =>
  counts &&
  Object.entries(counts.by_status)
    .filter(([status]) => !statuses || statuses.includes(status))
    .reduce((all, [, count]) => all + count, 0)

/** Undefined while it is read. Counts are of the whole view, whatever filters are on besides. */
export function useViewCounts(): Record<View, number | undefined> {
  const { isGuest } = useSession()
  const refetchInterval = usePolling()
  const all = useQuery({ ...ticketCounts({}), refetchInterval }).data
  const mine = useQuery({
    ...ticketCounts({ holder_id: ['me'], status: openStatuses }),
    refetchInterval,
    enabled: !isGuest,
  }).data
  return {
    mine: sum(mine),
    late: all?.overdue,
    unassigned: all?.unassigned,
    open: sum(all, openStatuses),
    waiting: sum(all, ['resolved']),
    all: sum(all),
  }
}
