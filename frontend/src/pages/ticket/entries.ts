// One timeline of what was said and what happened, in the order of time.
import type { Comment } from '../../api/comments'
import type { TicketEvent } from '../../api/timeline'

export type Entry =
  | { kind: 'comment'; key: string; at: string; comment: Comment }
  | { kind: 'event'; key: string; at: string; event: TicketEvent }

/** Shown by the report itself, or by the message that they tell of. */
const told = new Set([
  'ticket.created',
  'ticket.commented',
  'ticket.attached',
  'comment.edited',
  'comment.deleted',
])

const byTime = (a: Entry, b: Entry) => Date.parse(a.at) - Date.parse(b.at)

/** A task that is begun moves its ticket: one line says both. */
const isTwice = (event: TicketEvent, events: TicketEvent[]) =>
  event.action === 'task.started' &&
  events.some(
    ({ action, at, actor }) => action === 'ticket.moved' && at === event.at && actor?.id === event.actor?.id,
  )

/** Whether an entry is worth a line. */
const isShown = (event: TicketEvent, index: number, events: TicketEvent[]) =>
  !told.has(event.action) && !isTwice(event, events.slice(Math.max(0, index - 3), index + 4))

export function entriesOf(comments: Comment[], events: TicketEvent[]): Entry[] {
  return [
    ...events
      .filter(isShown)
      .map((event): Entry => ({ kind: 'event', key: `event ${event.id}`, at: event.at, event })),
    ...comments.map((comment): Entry => ({
      kind: 'comment',
      key: `comment ${comment.id}`,
      at: comment.created_at,
      comment,
    })),
  ].sort(byTime)
}
