// One line of the board: where · what · who has it → who is next · when.
import { Checkbox } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import type { TicketRow as Row } from '../api/tickets'
import { paths } from '../config/paths'
import { DueTime } from './DueTime'
import { HandOff, PriorityMark, StatusMark } from './Marks'
import { PlacePlate } from './RoomPlate'
import css from './TicketRow.module.css'

interface Props {
  ticket: Row
  here?: boolean
  picked?: boolean
  /** Shows the ticket beside the list; without it the row opens the ticket's page. */
  onHere?: () => void
  /** Picks or drops the row; without it there is no box. */
  onPick?: () => void
  /** The pointer came near: a good moment to read ahead. */
  onNear?: () => void
}

/** A plain press shows the ticket here; with a key held it opens as any link does. */
const isPlain = (event: MouseEvent) =>
  !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0

function Talk({ count }: { count: number }) {
  const { t } = useTranslation('tickets')
  if (!count) return null
  return (
    <span className={css.talk}>
      <IconMessage size={14} aria-hidden />
      <span aria-hidden>{count}</span>
      <span className={css.hidden}>{t('row.messages', { count })}</span>
    </span>
  )
}

export function TicketRow({ ticket, here, picked, onHere, onPick, onNear }: Props) {
  const { t } = useTranslation('tickets')
  const { search } = useLocation()
  const onClick = (event: MouseEvent) => {
    if (!onHere || !isPlain(event)) return
    event.preventDefault()
    onHere()
  }
  return (
    <li
      className={css.row}
      data-here={here || undefined}
      data-picked={picked || undefined}
      data-ticket={ticket.id}
      onPointerEnter={onNear}
    >
      <span className={css.pick}>
        {onPick && (
          <Checkbox
            checked={picked ?? false}
            onChange={onPick}
            aria-label={t('row.select', { number: ticket.number })}
          />
        )}
      </span>
      <PlacePlate of={ticket} />
      <span className={css.what}>
        <Link
          className={css.title}
          to={paths.ticket(ticket.id)}
          state={{ list: search }}
          aria-current={here || undefined}
          onClick={onClick}
        >
          <PriorityMark priority={ticket.priority} />
          <span className="clip">{ticket.title}</span>
        </Link>
        <span className={css.under}>
          <StatusMark status={ticket.status} />
          <span className="clip">{`${ticket.number} · ${ticket.category.name}`}</span>
          <Talk count={ticket.comment_count} />
        </span>
      </span>
      <HandOff ticket={ticket} />
      <span className={css.when}>
        <DueTime ticket={ticket} />
      </span>
    </li>
  )
}

/** The same ticket on a phone: bigger, one column fewer, the whole row is the target. */
export function TicketRowPhone({ ticket }: { ticket: Row }) {
  const { search } = useLocation()
  return (
    <li>
      <Link className={css.phone} to={paths.ticket(ticket.id)} state={{ list: search }}>
        <PlacePlate of={ticket} />
        <span className={css.when}>
          <DueTime ticket={ticket} />
        </span>
        <span className={css.big}>
          <PriorityMark priority={ticket.priority} /> {ticket.title}
        </span>
        <span className={css.foot}>
          <StatusMark status={ticket.status} />
          <HandOff inline ticket={ticket} />
        </span>
      </Link>
    </li>
  )
}
