// The list's state read from the URL, and the ways to change it.
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useSession } from '../../context/SessionContext'
import { listSearch, parseList, type ListState, type View } from './listState'

/** `here` is the ticket that stands beside the list on a wide screen. */
export function useListState() {
  const { isGuest } = useSession()
  const fallback: View = isGuest ? 'all' : 'open'
  const [search, setSearch] = useSearchParams()
  const state = useMemo(() => parseList(search, fallback), [search, fallback])
  const hereWord = search.get('ticket')
  return {
    state,
    here: hereWord ? Number(hereWord) : null,
    change: (next: ListState) => setSearch(listSearch(next, fallback)),
    setHere: (id: number) =>
      setSearch(
        (now) => {
          now.set('ticket', String(id))
          return now
        },
        { replace: true, preventScrollReset: true },
      ),
  }
}
