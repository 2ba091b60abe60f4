// Status, priority, hand-off, staff-only and person: the marks that every list and page reads from.
import {
  IconAlertTriangleFilled,
  IconArrowRight,
  IconCheck,
  IconChevronDown,
  IconChevronsUp,
  IconLockFilled,
  IconMinus,
  IconPlayerPauseFilled,
  IconSlash,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketPriority, TicketRow, TicketStatus } from '../api/tickets'
import { useFormat } from '../hooks/useFormat'
import { usePersonName } from '../hooks/usePersonName'
import css from './Marks.module.css'

type Icon = ComponentType<{ size?: number; stroke?: number }>

const statusIcons: Partial<Record<TicketStatus, Icon>> = {
  in_progress: IconArrowRight,
  on_hold: IconPlayerPauseFilled,
  resolved: IconCheck,
  closed: IconCheck,
  cancelled: IconSlash,
}

/** `bare` leaves the word out: only where a heading or the row names the status. */
export function StatusMark({ status, bare }: { status: TicketStatus; bare?: boolean }) {
  const { t } = useTranslation()
  const Icon = statusIcons[status]
  return (
    <span className={css.status} data-status={status}>
      <span className={css.dot} aria-hidden>
        {Icon && <Icon size={11} stroke={3.2} />}
      </span>
      {!bare && t(`status.${status}`)}
    </span>
  )
}

const priorityIcons: Record<TicketPriority, Icon> = {
  critical: IconAlertTriangleFilled,
  high: IconChevronsUp,
  medium: IconMinus,
  low: IconChevronDown,
}

export function PriorityMark({ priority, words }: { priority: TicketPriority; words?: boolean }) {
  const { t } = useTranslation()
  const Icon = priorityIcons[priority]
  const word = t(`priority.${priority}`)
  const name = t('priorityName', { priority: word })
  const said = words ? {} : { role: 'img', 'aria-label': name }
  return (
    <span className={css.priority} data-priority={priority} title={name} {...said}>
      <Icon size={words ? 16 : 15} stroke={2.4} />
      {words && word}
    </span>
  )
}

type Handed = Pick<TicketRow, 'holder' | 'next' | 'on_hold_until'>

/** Who has it now → what comes next. */
export function HandOff({ ticket, inline }: { ticket: Handed; inline?: boolean }) {
  const { t } = useTranslation()
  const { when } = useFormat()
  const { full } = usePersonName()
  const { holder, next, on_hold_until: until } = ticket
  return (
    <span className={css.hand} data-inline={inline || undefined}>
      {(holder ?? next === 'needs_someone') && (
        <span className={holder ? css.holder : css.nobody}>{holder ? full(holder) : t('nobody')}</span>
      )}
      <span className={css.next}>
        <IconArrowRight className="way" size={13} stroke={2.6} aria-label={t('then')} role="img" />
        {next === 'resumes' && until ? t('next.resumesOn', { when: when(until) }) : t(`next.${next}`)}
      </span>
    </span>
  )
}

export function StaffOnly() {
  const { t } = useTranslation()
  return (
    <span className={css.staff}>
      <IconLockFilled size={12} aria-hidden />
      {t('staffOnly')}
    </span>
  )
}

const initials = (name: string) =>
  name
    .split(/[\s-]+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('')

/** A face of initials; the name itself stands beside it. */
export const Person = ({ name, size = 28 }: { name: string; size?: number }) => (
  <span className={css.person} style={{ width: size, height: size, fontSize: size * 0.42 }} aria-hidden>
    {initials(name)}
  </span>
)
