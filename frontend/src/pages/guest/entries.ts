// What was said and shown of a followed ticket, in order: each message with its photos, and photos that came alone.
import type { FollowedTicket } from '../../api/guest'

type Attachment = FollowedTicket['attachments'][number]

export interface Entry {
  key: string
  at: string
  who: { id: number; name: string }
  text: string
  attachments: Attachment[]
}

const TOGETHER = 60_000

const apart = (a: string, b: string) => Math.abs(Date.parse(a) - Date.parse(b))

/** Photos of the same person within a minute are one entry. */
function alone(attachments: Attachment[]): Entry[] {
  const entries: Entry[] = []
  for (const one of attachments) {
    const last = entries.at(-1)
    if (last?.who.id === one.by.id && apart(last.at, one.created_at) < TOGETHER) last.attachments.push(one)
    else
      entries.push({
        key: `photo ${one.id}`,
        at: one.created_at,
        who: one.by,
        text: '',
        attachments: [one],
      })
  }
  return entries
}

/** Oldest first; the first one is the report. */
export function entriesOf(ticket: FollowedTicket): Entry[] {
  const { reporter, created_at, comments, attachments } = ticket
  const loose = attachments.filter(({ comment_id }) => comment_id === null)
  const isReported = ({ by, created_at: at }: Attachment) =>
    by.id === reporter.id && apart(at, created_at) < TOGETHER
  const report: Entry = {
    key: 'report',
    at: created_at,
    who: reporter,
    text: ticket.description || ticket.title,
    attachments: loose.filter(isReported),
  }
  const said = comments.map((comment) => ({
    key: `comment ${comment.id}`,
    at: comment.created_at,
    who: comment.author,
    text: comment.body,
    attachments: attachments.filter(({ comment_id }) => comment_id === comment.id),
  }))
  const later = [...said, ...alone(loose.filter((one) => !isReported(one)))]
  return [report, ...later.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))]
}

/** The last word, when it is not the reporter's own. */
export function newsOf(ticket: FollowedTicket): Entry | undefined {
  const last = entriesOf(ticket).at(-1)
  return last && last.who.id !== ticket.reporter.id ? last : undefined
}

/** When and by whom a ticket was last moved to a status, or given to someone. */
export function lastEvent(ticket: FollowedTicket, action: string, status?: string) {
  return ticket.history.findLast((event) => {
    const { status: moved } = event.changes
    return event.action === action && (!status || (Array.isArray(moved) && moved[1] === status))
  })
}
