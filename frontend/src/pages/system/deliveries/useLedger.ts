// The state of the ledger's page lives in the address: its filters, and the delivery that is open.
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useTimeZone } from '../../../context/SessionContext'
import { asked, changed, channelOf, chipNames, stateOf, type FilterName } from './filters'

const OPEN = 'open'

export function useLedger() {
  const [search, setSearch] = useSearchParams()
  const open = Number(search.get(OPEN) ?? NaN)
  const timeZone = useTimeZone()
  const filters = useMemo(() => asked(search, timeZone), [search, timeZone])
  const withOpen = (id: number | null) => {
    const next = new URLSearchParams(search)
    if (id === null) next.delete(OPEN)
    else next.set(OPEN, String(id))
    return next
  }
  return {
    filters,
    state: stateOf(search),
    channel: channelOf(search),
    valueOf: (name: FilterName) => search.get(name) ?? '',
    isFiltered: search.has('state') || chipNames.some((name) => search.has(name)),
    set: (part: Partial<Record<FilterName, string>>) => setSearch(changed(search, part), { replace: true }),
    clear: () => setSearch({}, { replace: true }),
    open: Number.isInteger(open) ? open : null,
    linkTo: (id: number) => ({ search: withOpen(id).toString() }),
    close: () => setSearch(withOpen(null)),
    show: (id: number) => setSearch(withOpen(id)),
  }
}

export type Ledger = ReturnType<typeof useLedger>
