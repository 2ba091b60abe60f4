// A room as a door: its status as lintel, tint and icon, its open tickets as a badge that turns red when one is late.
import { VisuallyHidden } from '@mantine/core'
import { IconBed, IconCheck, IconSparkles, IconTool, IconUsers, IconX, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Room } from '../../api/properties'
import type { RoomStatus } from '../../api/rooms'
import css from './Rooms.module.css'

export const statusIcons: Record<RoomStatus, Icon> = {
  available: IconCheck,
  occupied: IconBed,
  cleaning: IconSparkles,
  maintenance: IconTool,
  out_of_order: IconX,
}

export const statuses: RoomStatus[] = ['available', 'occupied', 'cleaning', 'maintenance', 'out_of_order']

/** What a room is beside its number, where that says more: "Lobby". */
const areaName = ({ kind, type }: Room) => (kind === 'room' ? '' : type)

interface Props {
  room: Room
  here: boolean
  /** Faded while another status is looked for. */
  isDim: boolean
  onGo: () => void
}

export function Door({ room, here, isDim, onGo }: Props) {
  const { t } = useTranslation('rooms')
  const { name, status, kind, open_ticket_count: open, late_ticket_count: late } = room
  const Mark = kind === 'common' && status === 'occupied' ? IconUsers : statusIcons[status]
  const area = areaName(room)
  return (
    <button
      type="button"
      className={css.door}
      data-status={status}
      data-area={kind !== 'room' || undefined}
      data-dim={isDim || undefined}
      aria-pressed={here}
      onClick={onGo}
    >
      <b>{name}</b>
      {area && <span className={css.name}>{area}</span>}
      <Mark size={16} stroke={2.2} aria-hidden />
      <VisuallyHidden>{t(`status.${status}`)}</VisuallyHidden>
      {open > 0 && (
        <i data-late={late > 0 || undefined}>
          <span aria-hidden>{open}</span>
          <VisuallyHidden>{late > 0 ? t('openLate', { open, late }) : t('open', { open })}</VisuallyHidden>
        </i>
      )}
    </button>
  )
}
