// The state of the tickets list lives in the URL: which view, which filters, which order.
import type { TicketFilters, TicketKind, TicketPriority, TicketStatus } from '../../api/tickets'

export const statuses = ['open', 'in_progress', 'on_hold', 'resolved', 'closed', 'cancelled'] as const
export const priorities = ['critical', 'high', 'medium', 'low'] as const
export const kinds = ['request', 'service_request', 'incident'] as const
export const sorts = ['-priority', 'due_at', '-created_at', 'created_at', '-updated_at'] as const
export const views = ['mine', 'late', 'unassigned', 'open', 'waiting', 'all'] as const

export type View = (typeof views)[number]
export type Sort = (typeof sorts)[number]

export const openStatuses: TicketStatus[] = ['open', 'in_progress', 'on_hold']

/** What each view asks for, and the order in which it is read. */
const presets: Record<View, { filters: TicketFilters; sort: Sort }> = {
  mine: { filters: { holder_id: ['me'], status: openStatuses }, sort: '-priority' },
  late: { filters: { overdue: true }, sort: 'due_at' },
  unassigned: { filters: { assignee_id: ['none'], status: openStatuses }, sort: '-priority' },
  open: { filters: { status: openStatuses }, sort: '-priority' },
  waiting: { filters: { status: ['resolved'] }, sort: '-updated_at' },
  all: { filters: {}, sort: '-created_at' },
}

/** One manager by id, oneself, or nobody. */
export type Assignee = number | 'me' | 'none'

export interface ListState {
  view: View
  status: TicketStatus[]
  priority: TicketPriority[]
  kind: TicketKind[]
  category_id: number[]
  property_id: number[]
  room_id: number[]
  reporter_id: number[]
  assignee_id: Assignee[]
  q: string
  /** A floor of the one property that is chosen. */
  floor: number | null
  /** Null: the order of the view. */
  sort: Sort | null
}

/** The filters that can be on besides the view, in the order of their chips. */
export const filterNames = [
  'q',
  'status',
  'priority',
  'kind',
  'category_id',
  'property_id',
  'floor',
  'room_id',
  'assignee_id',
  'reporter_id',
] as const
export type FilterName = (typeof filterNames)[number]

const oneOf = <Word extends string>(words: readonly Word[], value: string | null) =>
  words.find((word) => word === value) ?? null

const someOf = <Word extends string>(words: readonly Word[], values: string[]) =>
  words.filter((word) => values.includes(word))

const isWhole = (value: string) => /^-?\d{1,15}$/.test(value)
const ids = (values: string[]) => [...new Set(values.filter(isWhole).map(Number))]

const assignees = (values: string[]): Assignee[] => [
  ...someOf(['me', 'none'] as const, values),
  ...ids(values),
]

export const emptyState = (view: View): ListState => ({
  view,
  status: [],
  priority: [],
  kind: [],
  category_id: [],
  property_id: [],
  room_id: [],
  reporter_id: [],
  assignee_id: [],
  q: '',
  floor: null,
  sort: null,
})

/** What a URL says; words that mean nothing here are left out. */
export function parseList(search: URLSearchParams, fallback: View): ListState {
  const floor = search.get('floor')
  const properties = ids(search.getAll('property_id'))
  return {
    view: oneOf(views, search.get('view')) ?? fallback,
    status: someOf(statuses, search.getAll('status')),
    priority: someOf(priorities, search.getAll('priority')),
    kind: someOf(kinds, search.getAll('kind')),
    category_id: ids(search.getAll('category_id')),
    property_id: properties,
    room_id: ids(search.getAll('room_id')),
    reporter_id: ids(search.getAll('reporter_id')),
    assignee_id: assignees(search.getAll('assignee_id')),
    q: search.get('q')?.trim() ?? '',
    floor: floor !== null && isWhole(floor) && properties.length === 1 ? Number(floor) : null,
    sort: oneOf(sorts, search.get('sort')),
  }
}

/** The URL of a state; what is as it starts is left out. */
export function listSearch(state: ListState, fallback: View): URLSearchParams {
  const search = new URLSearchParams()
  if (state.view !== fallback) search.set('view', state.view)
  for (const name of [
    'status',
    'priority',
    'kind',
    'category_id',
    'property_id',
    'room_id',
    'reporter_id',
    'assignee_id',
  ] as const)
    for (const value of state[name]) search.append(name, String(value))
  if (state.q) search.set('q', state.q)
  if (state.floor !== null && state.property_id.length === 1) search.set('floor', String(state.floor))
  if (state.sort) search.set('sort', state.sort)
  return search
}

const kept = <Value>(list: Value[]) => (list.length ? list : undefined)

/** What the API is asked for. */
export function apiFilters(state: ListState): TicketFilters {
  const preset = presets[state.view]
  return {
    ...preset.filters,
    status: kept(state.status) ?? preset.filters.status,
    assignee_id: kept(state.assignee_id) ?? preset.filters.assignee_id,
    priority: kept(state.priority),
    kind: kept(state.kind),
    category_id: kept(state.category_id),
    property_id: kept(state.property_id),
    room_id: kept(state.room_id),
    floor: state.floor === null ? undefined : [state.floor],
    reporter_id: kept(state.reporter_id),
    q: state.q || undefined,
    sort: state.sort ?? preset.sort,
  }
}

export const sortOf = (state: ListState) => state.sort ?? presets[state.view].sort

export const isOn = (state: ListState, name: FilterName) => {
  const value = state[name]
  return Array.isArray(value) ? value.length > 0 : value !== '' && value !== null
}

export function without(state: ListState, name: FilterName): ListState {
  const next = { ...state, [name]: emptyState(state.view)[name] }
  return name === 'property_id' ? { ...next, floor: null } : next
}

/** The same view without any filter; the order stays. */
export const withoutAll = (state: ListState): ListState => ({ ...emptyState(state.view), sort: state.sort })

/** Puts a value into a list, or takes it out. */
export const toggled = <Value>(list: Value[], value: Value) =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value]
