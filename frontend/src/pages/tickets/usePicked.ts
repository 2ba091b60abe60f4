// The rows that are picked. A row that left the list is no longer picked: nothing is changed that one can't see.
import { useMemo, useState } from 'react'
import type { TicketRow } from '../../api/tickets'
import { toggled } from './listState'

export function usePicked(rows: TicketRow[]) {
  const [chosen, setChosen] = useState<number[]>([])
  const tickets = useMemo(() => rows.filter(({ id }) => chosen.includes(id)), [rows, chosen])
  return {
    tickets,
    ids: tickets.map(({ id }) => id),
    toggle: (id: number) => setChosen((now) => toggled(now, id)),
    all: () => setChosen(rows.map(({ id }) => id)),
    clear: () => setChosen([]),
  }
}
