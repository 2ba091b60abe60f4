// What the colours mean and how many doors have each; press one to have only its doors stand out.
import { useTranslation } from 'react-i18next'
import type { Room } from '../../api/properties'
import type { RoomStatus } from '../../api/rooms'
import { useFormat } from '../../hooks/useFormat'
import { statuses, statusIcons } from './Door'
import css from './Rooms.module.css'

interface Props {
  rooms: Room[]
  here: RoomStatus | undefined
  onGo: (status: RoomStatus | undefined) => void
}

export function Legend({ rooms, here, onGo }: Props) {
  const { t } = useTranslation('rooms')
  const { number } = useFormat()
  return (
    <div className={css.legend} role="group" aria-label={t('legend')}>
      {statuses.map((status) => {
        const Mark = statusIcons[status]
        return (
          <button
            key={status}
            type="button"
            aria-pressed={status === here}
            onClick={() => onGo(status === here ? undefined : status)}
          >
            <span className={css.key} data-status={status}>
              <Mark size={13} stroke={2.4} aria-hidden />
            </span>
            {t(`status.${status}`)} <b>{number(rooms.filter((room) => room.status === status).length)}</b>
          </button>
        )
      })}
    </div>
  )
}
