// What a report holds while it is written, and what is sent of it.
import type { Schema } from '@modern-management/api-client'
import type { Property, Room } from '../../api/properties'
import type { TicketPriority } from '../../api/tickets'

export type Caller = 'nobody' | 'known' | 'other'

export interface Report {
  propertyId: number | null
  /** As it was typed: the name on a door. */
  where: string
  title: string
  description: string
  categoryId: number | null
  priority: TicketPriority | null
  /** May somebody enter? Null: nobody asked. */
  mayEnter: boolean | null
  caller: Caller
  callerId: number | null
  callerName: string
  callerPhone: string
  callerEmail: string
}

export const emptyReport: Report = {
  propertyId: null,
  where: '',
  title: '',
  description: '',
  categoryId: null,
  priority: null,
  mayEnter: null,
  caller: 'nobody',
  callerId: null,
  callerName: '',
  callerPhone: '',
  callerEmail: '',
}

const SOFT_HYPHEN = /\u00ad/g
const folded = (name: string) => name.replace(SOFT_HYPHEN, '').replace(/\s+/g, ' ').trim().toLowerCase()

/** The room whose door says exactly this. */
export const roomNamed = (rooms: Room[], where: string): Room | undefined => {
  const wanted = folded(where)
  return wanted ? rooms.find(({ name }) => folded(name) === wanted) : undefined
}

const MOST = 6

/** Rooms that what is typed could become: those that begin with it first. */
export function roomsLike(rooms: Room[], where: string): Room[] {
  const wanted = folded(where)
  if (!wanted) return []
  const begins = rooms.filter(({ name }) => folded(name).startsWith(wanted))
  const holds = rooms.filter(
    ({ name }) => folded(name).includes(wanted) && !begins.some((one) => one.name === name),
  )
  return [...begins, ...holds].slice(0, MOST)
}

/** Who called, where someone did. */
function onBehalfOf(report: Report, room: Room | undefined): Schema<'OnBehalfOf'> | null {
  if (report.caller === 'known' && report.callerId !== null) return { user_id: report.callerId }
  if (report.caller !== 'other' || !report.callerName.trim()) return null
  return {
    name: report.callerName.trim(),
    phone: report.callerPhone.trim() || null,
    email: report.callerEmail.trim() || null,
    room_id: room?.id ?? null,
  }
}

/** The body of `POST /tickets`. */
export const toTicket = (
  report: Report,
  property: Pick<Property, 'id'>,
  room: Room | undefined,
): Schema<'TicketNew'> => ({
  title: report.title.trim(),
  description: report.description.trim(),
  property_id: property.id,
  room_id: room?.id ?? null,
  category_id: report.categoryId,
  priority: report.priority,
  kind: 'request',
  access: report.mayEnter === null ? null : { may_enter: report.mayEnter },
  on_behalf_of: onBehalfOf(report, room),
})
