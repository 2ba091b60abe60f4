// One small hotel for tests: made-up rows in the API's own shapes.
import type { Schema } from '@modern-management/api-client'

type Row = Schema<'TicketPage'>['items'][number]
type Ticket = Schema<'TicketInFull'>

export const NOW = Date.parse('2026-05-12T12:20:00Z')
const minutes = (count: number) => new Date(NOW + count * 60_000).toISOString()

export const property: Schema<'Property'> = {
  id: 1,
  name: 'Barmbeker Hof',
  code: 'BARH',
  address: 'Fuhlsbüttler Straße 12',
  type: 'hotel',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  description: '',
  guest_days: 14,
  floors: [-1, 0, 1, 2, 3, 4, 5, 6],
  created_at: minutes(-500_000),
  updated_at: minutes(-500_000),
  version: 1,
}

const membership: Schema<'User'>['properties'][number] = {
  id: 1,
  name: property.name,
  relation: 'manager',
  room: null,
  stay_from: null,
  stay_until: null,
}

export const manager: Schema<'User'> = {
  id: 2,
  email: 'manager@demo.example',
  email_verified: true,
  name: 'Lena Vogt',
  phone: null,
  role: 'manager',
  department: { id: 1, name: 'Engineering' },
  properties: [membership],
  is_active: true,
  locale: 'en',
  timezone: 'Europe/Berlin',
  away_from: null,
  away_until: null,
  created_at: minutes(-500_000),
  version: 1,
}

export const guest: Schema<'User'> = {
  ...manager,
  id: 4,
  email: 'guest@demo.example',
  name: 'Amélie Okonkwo-Lindqvist',
  role: 'guest',
  department: null,
  properties: [{ ...membership, relation: 'member' }],
}

export const managerPermissions = [
  'ticket:read',
  'ticket:report',
  'ticket:report_for',
  'ticket:triage',
  'ticket:assign',
  'comment:internal',
  'task:read',
  'room:read',
  'user:read',
  'category:manage',
  'department:manage',
]

export const guestPermissions = ['ticket:read', 'ticket:report']

const titles = [
  'Water on the floor under the boiler, pressure 0.6 bar',
  'Tap in the bathroom drips, getting worse',
  'Guest locked out, door card not read',
  'Air conditioning blows warm, two small children in the room',
  'Wasserfleck an der Zimmerdecke neben der Rauchmelderanschlussdose',
  '4 extra towels and a baby cot',
  'Wi-Fi drops every few minutes during calls',
  'Heater can’t be turned down',
  'Light over the mirror flickers',
  'Chair with a broken leg by table 12',
]
const rooms = ['B-01', '304', '511', '307', '207', '412', '405', '503', '312', 'Restaurant']
const floors = [-1, 3, 5, 3, 2, 4, 4, 5, 3, 0]
const statuses: Row['status'][] = ['open', 'in_progress', 'in_progress', 'on_hold', 'open', 'open']
const priorities: Row['priority'][] = ['critical', 'high', 'critical', 'high', 'medium', 'low']

const at = <Value>(list: Value[], index: number, fallback: Value) => list[index % list.length] ?? fallback

/** The ticket with this id; every id gives the same one each time. */
export function ticketRow(id: number, over: Partial<Row> = {}): Row {
  const index = id - 1
  const status = at(statuses, index, 'open')
  const hasHolder = index > 0
  return {
    id,
    number: `BARH-${1000 + id}`,
    kind: 'request',
    title: at(titles, index, ''),
    description: `${at(titles, index, '')}. It was slow yesterday, since this morning it is worse.`,
    status,
    priority: at(priorities, index, 'medium'),
    category: { id: 1, name: 'Plumbing' },
    property: { id: 1, name: property.name, code: property.code },
    room: { id: 100 + index, name: at(rooms, index, '101'), floor: at(floors, index, 1) },
    reporter: { id: 4, name: guest.name },
    assignee: hasHolder ? { id: 2, name: manager.name } : null,
    holder: hasHolder ? { id: 3, name: 'Jonas Krüger' } : null,
    next: !hasHolder
      ? 'needs_someone'
      : status === 'on_hold'
        ? 'resumes'
        : status === 'open'
          ? 'assign'
          : 'guest_confirms',
    due_at: minutes(-35 + index * 22),
    first_response_due_at: minutes(-60),
    first_response_at: null,
    on_hold_until: status === 'on_hold' ? minutes(1240) : null,
    on_hold_reason: null,
    access: null,
    incident: null,
    service: null,
    created_at: minutes(-120 - index),
    updated_at: minutes(-20),
    resolved_at: null,
    closed_at: null,
    comment_count: index % 4,
    attachment_count: 0,
    rating: null,
    rating_comment: null,
    version: 3,
    seq: 7,
    ...over,
  }
}

export const ticket = (id: number, over: Partial<Ticket> = {}): Ticket => ({
  ...ticketRow(id),
  attachments: [],
  task_ids: [],
  allowed_statuses: ['on_hold', 'resolved', 'open', 'cancelled'],
  allowed_actions: ['ticket:assign', 'ticket:triage'],
  undo_until: null,
  ...over,
})

export const room = (id: number, over: Partial<Schema<'Room'>> = {}): Schema<'Room'> => ({
  id,
  property: { id: 1, name: property.name },
  name: at(rooms, id - 100, '101'),
  floor: at(floors, id - 100, 1),
  kind: 'room',
  type: 'double',
  status: 'occupied',
  capacity: 2,
  amenities: [],
  open_ticket_count: (id % 4) + 1,
  late_ticket_count: id % 3 === 1 ? 1 : 0,
  created_at: minutes(-500_000),
  updated_at: minutes(-500_000),
  version: 1,
  ...over,
})

export const counts: Schema<'TicketCounts'> = {
  by_status: { open: 31, in_progress: 22, on_hold: 9, resolved: 9, closed: 12_380, cancelled: 29 },
  by_priority: { critical: 3, high: 14, medium: 30, low: 15 },
  unassigned: 1,
  overdue: 6,
}

export const session = (user: Schema<'User'> = manager): Schema<'Session'> => ({
  user,
  access_token: 'access-1',
  refresh_token: 'refresh-1',
  token_type: 'Bearer',
  expires_in: 900,
})

export const comment = (id: number, over: Partial<Schema<'Comment'>> = {}): Schema<'Comment'> => ({
  id,
  ticket_id: 2,
  author: { id: 3, name: 'Jonas Krüger', role: 'staff' },
  body: 'May I come in at 14:00 to change the part?',
  internal: false,
  created_at: minutes(-60),
  edited_at: null,
  version: 1,
  ...over,
})

export const task = (id: number, over: Partial<Schema<'Task'>> = {}): Schema<'Task'> => ({
  id,
  ticket_id: 2,
  ticket: { id: 2, number: 'BARH-1002', title: at(titles, 1, ''), status: 'in_progress' },
  title: 'Change the cartridge',
  description: '',
  status: 'in_progress',
  priority: 'high',
  position: 0,
  property: { id: 1, name: property.name },
  room: { id: 101, name: '304', floor: 3 },
  assignees: [{ id: 3, name: 'Jonas Krüger' }],
  created_by: { id: 2, name: manager.name },
  due_at: minutes(60),
  minutes_spent: 0,
  cost: null,
  started_at: minutes(-20),
  completed_at: null,
  created_at: minutes(-60),
  updated_at: minutes(-20),
  allowed_statuses: ['completed', 'pending', 'cancelled'],
  version: 2,
  seq: 4,
  ...over,
})

export const event = (id: number, over: Partial<Schema<'TicketEvent'>> = {}): Schema<'TicketEvent'> => ({
  id,
  at: minutes(-90),
  actor: { id: 2, name: manager.name },
  action: 'ticket.moved',
  changes: { status: ['open', 'in_progress'] },
  reason: null,
  ...over,
})
