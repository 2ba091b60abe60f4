// The filters of the list of people live in the address, so that a link shows the same.
import { useSearchParams } from 'react-router'
import type { PeopleFilters } from '../../api/users'

const names = ['q', 'role', 'department_id', 'property_id', 'is_active'] as const
export type FilterName = (typeof names)[number]

const one = (value: string | null) => (value ? [value] : undefined)
const oneNumber = (value: string | null) => (value ? [Number(value)] : undefined)

export function usePeopleFilters() {
  const [search, setSearch] = useSearchParams()
  const active = search.get('is_active') ?? 'true'
  const filters: PeopleFilters = {
    q: search.get('q') ?? undefined,
    role: one(search.get('role')),
    department_id: oneNumber(search.get('department_id')),
    property_id: oneNumber(search.get('property_id')),
    is_active: active === 'all' ? undefined : active === 'true',
  }
  return {
    filters,
    active,
    valueOf: (name: FilterName) => search.get(name) ?? '',
    isFiltered: names.some((name) => search.has(name)),
    set: (name: FilterName, value: string) => {
      const next = new URLSearchParams(search)
      if (value) next.set(name, value)
      else next.delete(name)
      setSearch(next, { replace: true })
    },
    clear: () => setSearch({}, { replace: true }),
  }
}
