// The filters that are on, as sentences.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { categoryList } from '../../api/categories'
import { propertyList, roomList } from '../../api/properties'
import type { Chip } from '../../components/FilterBar'
import { useFloorName } from '../../hooks/useFloorName'
import { filterNames, isOn, type Assignee, type FilterName, type ListState } from './listState'

interface Named {
  id: number
  name: string
}

const namesOf = (ids: number[], list: Named[] | undefined) =>
  ids.map((id) => list?.find((one) => one.id === id)?.name ?? String(id)).join(', ')

const chipName: Record<
  FilterName,
  'q' | 'status' | 'priority' | 'kind' | 'category' | 'property' | 'floor' | 'room' | 'assignee' | 'reporter'
> = {
  q: 'q',
  status: 'status',
  priority: 'priority',
  kind: 'kind',
  category_id: 'category',
  property_id: 'property',
  floor: 'floor',
  room_id: 'room',
  assignee_id: 'assignee',
  reporter_id: 'reporter',
}

export function useChips(state: ListState): Chip<FilterName>[] {
  const { t } = useTranslation(['tickets', 'common'])
  const floors = useFloorName()
  const property = state.property_id[0]
  const { data: categories } = useQuery({ ...categoryList, enabled: state.category_id.length > 0 })
  const { data: properties } = useQuery(propertyList)
  const { data: rooms } = useQuery({
    ...roomList(property ?? 0),
    enabled: state.room_id.length > 0 && property !== undefined,
  })
  const assignee = (id: Assignee) =>
    id === 'me' ? t('filter.me') : id === 'none' ? t('filter.nobody') : t('filter.onePerson')

  const valueOf: Record<FilterName, () => string> = {
    q: () => `“${state.q}”`,
    status: () => state.status.map((status) => t(`common:status.${status}`)).join(', '),
    priority: () => state.priority.map((priority) => t(`common:priority.${priority}`)).join(', '),
    kind: () => state.kind.map((kind) => t(`common:kind.${kind}`)).join(', '),
    category_id: () => namesOf(state.category_id, categories),
    property_id: () => namesOf(state.property_id, properties),
    floor: () => floors.long(state.floor),
    room_id: () => namesOf(state.room_id, rooms),
    assignee_id: () => state.assignee_id.map(assignee).join(', '),
    reporter_id: () => t('filter.onePerson'),
  }
  return filterNames
    .filter((name) => isOn(state, name))
    .map((key) => ({ key, name: t(`filter.${chipName[key]}`), value: valueOf[key]() }))
}
