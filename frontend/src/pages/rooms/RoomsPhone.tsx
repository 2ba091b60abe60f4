// Rooms in the hand: the same building, a floor after the other; a pressed door answers from below.
import { Button } from '@mantine/core'
import { IconArrowRight, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Property, Room } from '../../api/properties'
import { FloorButtons } from '../../components/FloorIndex'
import { RoomPlate } from '../../components/RoomPlate'
import { EmptyState, ListSkeleton, LoadFailed } from '../../components/States'
import { mayReport } from '../../config/places'
import { useSession } from '../../context/SessionContext'
import { loadByFloor } from '../../hooks/useFloorLoad'
import { useFloorName } from '../../hooks/useFloorName'
import type { Looking } from './Building'
import { Door } from './Door'
import { storeysOf, type Storey } from './floors'
import { Legend } from './Legend'
import { newTicketFor } from './links'
import { RoomPanel } from './RoomPanel'
import { RoomsActions } from './RoomsActions'
import css from './RoomsPhone.module.css'
import { useRooms } from './useRooms'

function Floor({ storey, here, status, onGo }: Looking & { storey: Storey }) {
  const { t } = useTranslation('rooms')
  const { short, long } = useFloorName()
  const { floor, rooms, open, late } = storey
  return (
    <section className={css.floor} data-ground={floor === 0 || undefined} aria-label={long(floor)}>
      <header>
        <h2 aria-hidden>{floor === null ? long(floor) : short(floor)}</h2>
        <span>
          {t('open', { open })}
          {late > 0 && <b> · {t('late', { late })}</b>}
        </span>
      </header>
      <div className={css.doors}>
        {rooms.map((room) => (
          <Door
            key={room.id}
            room={room}
            here={room.id === here}
            isDim={status !== undefined && room.status !== status}
            onGo={() => onGo(room)}
          />
        ))}
      </div>
    </section>
  )
}

interface SheetProps {
  room: Room
  property: Property
  onClose: () => void
}

function Sheet({ room, property, onClose }: SheetProps) {
  const { t } = useTranslation(['rooms', 'common'])
  const { long } = useFloorName()
  const session = useSession()
  const [isWhole, setWhole] = useState(false)
  if (isWhole)
    return (
      <aside className={css.sheet} aria-label={t('room', { name: room.name })}>
        <RoomPanel room={room} property={property} onClose={onClose} />
      </aside>
    )
  const open = room.open_ticket_count
  return (
    <aside className={css.sheet} aria-label={t('room', { name: room.name })}>
      <div className={css.sign}>
        <RoomPlate name={room.name} floor={room.floor} floors={property.floors} size="head" />
        <p>
          <b>{t(`status.${room.status}`)}</b>
          <br />
          {long(room.floor)}
          {open > 0 && `, ${t('open', { open })}`}
        </p>
        <button type="button" aria-label={t('common:action.close')} onClick={onClose}>
          <IconX size={24} />
        </button>
      </div>
      <div className={css.acts}>
        <Button onClick={() => setWhole(true)}>{t('details')}</Button>
        {mayReport(session) && (
          <Button
            component={Link}
            to={newTicketFor(room)}
            variant="filled"
            rightSection={<IconArrowRight className="way" size={20} stroke={2.6} />}
          >
            {t('newTicket')}
          </Button>
        )}
      </div>
    </aside>
  )
}

export function RoomsPhone({ property }: { property: Property }) {
  const { t } = useTranslation('rooms')
  const { list, rooms, room, status, onStatus, go } = useRooms(property)
  const [floor, setFloor] = useState<number>()
  const storeys = storeysOf(rooms).filter((one) => floor === undefined || one.floor === floor)
  return (
    <>
      <header className={css.head}>
        <h1>{t('title')}</h1>
        <span className="quiet clip">{property.name}</span>
      </header>
      <div className={css.heads}>
        <RoomsActions property={property} onMade={go} />
      </div>
      <div className={css.lift}>
        <FloorButtons floors={property.floors} load={loadByFloor(rooms)} here={floor} onGo={setFloor} />
      </div>
      {list.error && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <ListSkeleton label={t('loading')} />}
      {list.data?.length === 0 && <EmptyState title={t('empty.title')} text={t('empty.text')} />}
      {storeys.map((storey) => (
        <Floor key={storey.floor} storey={storey} here={room?.id} status={status} onGo={go} />
      ))}
      {rooms.length > 0 && (
        <div className={css.legend}>
          <Legend rooms={rooms} here={status} onGo={onStatus} />
        </div>
      )}
      {room && <Sheet key={room.id} room={room} property={property} onClose={() => go(undefined)} />}
    </>
  )
}
