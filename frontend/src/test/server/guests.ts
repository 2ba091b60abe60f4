// What a guest without an account sees: the room behind a code, and one followed ticket.
import type { FollowedTicket, GuestRoom } from '../../api/guest'
import { guest, manager, property, ticket } from './data'

const category = (id: number, name: string) => ({ id, name, names: {} })

export const guestRoom: GuestRoom = {
  property: { id: 1, name: property.name, code: property.code, floors: property.floors },
  room: { id: 104, name: '304', floor: 3, kind: 'room' },
  categories: [category(7, 'Plumbing'), category(8, 'Electrical')],
}

export const followed = (over: Partial<FollowedTicket> = {}): FollowedTicket => ({
  ...ticket(2),
  reporter: { id: 4, name: guest.name },
  assignee: { id: 2, name: manager.name },
  allowed_statuses: [],
  allowed_actions: [],
  floors: property.floors,
  comments: [],
  history: [],
  ...over,
})
