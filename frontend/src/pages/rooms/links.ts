// Ways from a room to other pages.
import type { Room } from '../../api/properties'
import { paths } from '../../config/paths'

/** A new ticket with its place filled in. */
export const newTicketFor = ({ id, property }: Room) =>
  `${paths.newTicket}?property_id=${property.id}&room_id=${id}`

/** The list of a room's tickets. */
export const ticketsOf = ({ id, property }: Room) =>
  `${paths.tickets}?property_id=${property.id}&room_id=${id}`

/** The printed sign inside a room's door. */
export const signOf = ({ id, property }: Room) => `${paths.room(property.id, id)}/sign`
