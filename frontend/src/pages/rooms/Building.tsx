// The building in section: each floor a band between two wings, each room a door.
import { IconElevator } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Room } from '../../api/properties'
import type { RoomStatus } from '../../api/rooms'
import { useFloorName } from '../../hooks/useFloorName'
import { Door } from './Door'
import { storeysOf, type Storey } from './floors'
import css from './Rooms.module.css'

export interface Looking {
  here: number | undefined
  /** Only doors of this status stand out. */
  status: RoomStatus | undefined
  onGo: (room: Room) => void
}

interface BandProps extends Looking {
  storey: Storey
}

function Band({ storey: { floor, rooms, open, late }, here, status, onGo }: BandProps) {
  const { t } = useTranslation('rooms')
  const { short, long } = useFloorName()
  const half = Math.ceil(rooms.length / 2)
  const wing = (doors: Room[]) => (
    <div className={css.wing}>
      {doors.map((room) => (
        <Door
          key={room.id}
          room={room}
          here={room.id === here}
          isDim={status !== undefined && room.status !== status}
          onGo={() => onGo(room)}
        />
      ))}
    </div>
  )
  return (
    <section
      className={css.floor}
      data-ground={floor === 0 || undefined}
      data-below={(floor !== null && floor < 0) || undefined}
      data-outside={floor === null || undefined}
      aria-label={long(floor)}
    >
      <h2 aria-hidden>{floor === null ? long(floor) : short(floor)}</h2>
      {wing(rooms.slice(0, half))}
      <span className={css.shaft} aria-hidden>
        {floor !== null && <IconElevator size={17} stroke={1.8} />}
      </span>
      {wing(rooms.slice(half))}
      <p className={css.sum}>
        {t('open', { open })}
        {late > 0 && <b>{t('late', { late })}</b>}
      </p>
    </section>
  )
}

export const Building = ({ rooms, ...looking }: Looking & { rooms: Room[] }) => (
  <div className={css.house}>
    {storeysOf(rooms).map((storey) => (
      <Band key={storey.floor} storey={storey} {...looking} />
    ))}
  </div>
)
