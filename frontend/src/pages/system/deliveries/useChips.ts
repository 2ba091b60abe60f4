// The filters of the ledger that are on, as sentences.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { personQuery } from '../../../api/people'
import { ticketQuery } from '../../../api/tickets'
import type { Chip } from '../../../components/FilterBar'
import { useFormat } from '../../../hooks/useFormat'
import { chipNames, type ChipName } from './filters'
import type { Ledger } from './useLedger'

export function useChips({ valueOf, channel, filters }: Ledger): Chip<ChipName>[] {
  const { t } = useTranslation('systemLedger')
  const { date } = useFormat()
  const userId = filters.user_id?.[0]
  const ticketId = filters.ticket_id?.[0]
  const person = useQuery({ ...personQuery(userId ?? 0), enabled: userId !== undefined })
  const ticket = useQuery({ ...ticketQuery(ticketId ?? 0), enabled: ticketId !== undefined })
  const said: Record<ChipName, () => string> = {
    channel: () => (channel ? t(`channel.${channel}`) : valueOf('channel')),
    user_id: () => person.data?.name ?? valueOf('user_id'),
    ticket_id: () => ticket.data?.number ?? valueOf('ticket_id'),
    from: () => (filters.from ? date(valueOf('from')) : valueOf('from')),
    to: () => (filters.to ? date(valueOf('to')) : valueOf('to')),
    q: () => `“${valueOf('q')}”`,
  }
  return chipNames
    .filter((name) => valueOf(name))
    .map((key) => ({ key, name: t(`filter.${key}`), value: said[key]() }))
}
