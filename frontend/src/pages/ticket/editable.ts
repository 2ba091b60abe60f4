// The fields of a ticket that a form changes: as text in the form, as a patch for the API.
import type { Ticket, TicketPatch } from '../../api/tickets'
import { priorities } from '../tickets/listState'

export const editableFields = ['title', 'description', 'priority', 'category_id', 'room_id'] as const
export type EditableField = (typeof editableFields)[number]
export type Edited = Record<EditableField, string>

export const editable = (ticket: Ticket): Edited => ({
  title: ticket.title,
  description: ticket.description,
  priority: ticket.priority,
  category_id: String(ticket.category.id),
  room_id: ticket.room ? String(ticket.room.id) : '',
})

/** What a person may change here, by what they may do. */
export const fieldsFor = (may: string[]): EditableField[] => [
  ...(may.includes('ticket:edit') ? (['title', 'description'] as const) : []),
  ...(may.includes('ticket:triage') ? (['priority', 'category_id', 'room_id'] as const) : []),
]

const toPatch: Record<EditableField, (value: string) => TicketPatch> = {
  title: (title) => ({ title: title.trim() }),
  description: (description) => ({ description }),
  priority: (value) => ({ priority: priorities.find((one) => one === value) }),
  category_id: (id) => ({ category_id: Number(id) }),
  room_id: (id) => ({ room_id: id ? Number(id) : null }),
}

/** The patch that turns one into the other; empty where they are the same. */
export const changed = (before: Edited, after: Edited): TicketPatch =>
  editableFields
    .filter((field) => before[field].trim() !== after[field].trim())
    .reduce<TicketPatch>((patch, field) => ({ ...patch, ...toPatch[field](after[field]) }), {})

export interface Line {
  field: EditableField
  mine: string
  theirs: string
}

/** What would be written, beside what is there now. */
export const linesOf = (patch: TicketPatch, mine: Edited, theirs: Edited): Line[] =>
  editableFields
    .filter((field) => field in patch)
    .map((field) => ({ field, mine: mine[field], theirs: theirs[field] }))
