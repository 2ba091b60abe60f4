// When: the clock first, the distance below it.
import { IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../api/tickets'
import { useDuration } from '../hooks/useDuration'
import { useFormat } from '../hooks/useFormat'
import { useNow } from '../hooks/useNow'
import css from './Marks.module.css'

export type Timed = Pick<TicketRow, 'status' | 'due_at' | 'resolved_at' | 'closed_at' | 'on_hold_until'>

const MINUTE = 60_000
const SOON = 30 * MINUTE
const DAY = 1440 * MINUTE

type State = 'rest' | 'today' | 'soon' | 'late'

/** What the clock shows: the moment, how urgent it is, and whether it lies behind. */
export function dueOf(ticket: Timed, now: number): { at: string | null; state: State; isDone: boolean } {
  const { status } = ticket
  if (status === 'resolved' || status === 'closed')
    return { at: ticket.resolved_at ?? ticket.closed_at, state: 'rest', isDone: true }
  if (status === 'cancelled') return { at: null, state: 'rest', isDone: true }
  if (status === 'on_hold') return { at: ticket.on_hold_until ?? ticket.due_at, state: 'rest', isDone: false }
  if (!ticket.due_at) return { at: null, state: 'rest', isDone: false }
  const left = Date.parse(ticket.due_at) - now
  const state = left < 0 ? 'late' : left <= SOON ? 'soon' : left < DAY ? 'today' : 'rest'
  return { at: ticket.due_at, state, isDone: false }
}

export function DueTime({ ticket }: { ticket: Timed }) {
  const { t } = useTranslation()
  const { when, full } = useFormat()
  const duration = useDuration()
  const now = useNow()
  const { at, state, isDone } = dueOf(ticket, now)
  if (!at) return null
  const left = Date.parse(at) - now
  const words = duration(left)
  return (
    <span className={css.due} data-state={state} title={full(at)}>
      <time className={css.clock} dateTime={at}>
        {isDone ? t('time.done', { when: when(at, now) }) : when(at, now)}
      </time>
      {state !== 'rest' && (
        <span className={css.left}>
          {state === 'soon' && <IconClock size={13} stroke={2.4} aria-hidden />}
          {state === 'late' ? t('time.late', { duration: words }) : t('time.in', { duration: words })}
        </span>
      )}
    </span>
  )
}
