// The room plate: where it is. A building in section with one lit storey, then the number, as on a door.
import { useTranslation } from 'react-i18next'
import { useFloors } from '../hooks/useFloors'
import { useFloorName } from '../hooks/useFloorName'
import { FloorMark } from './FloorMark'
import css from './RoomPlate.module.css'

export type PlateSize = 'slip' | 'row' | 'head' | 'door'

interface Props {
  /** What stands on the door. */
  name: string
  floor: number | null
  /** The storeys of the building; guessed from the floor where they aren't known. */
  floors?: number[]
  size?: PlateSize
  /** Said after the name to who can't see the mark; by default the floor's name. */
  spoken?: string
}

/** 1–3 characters full size, 4–6 smaller, 7 and more in two small lines that break at the soft hyphen. */
const fit = (name: string) => (name.length > 6 ? 'name' : name.length > 3 ? 'long' : undefined)

export function RoomPlate({ name, floor, floors, size = 'row', spoken }: Props) {
  const { long } = useFloorName()
  return (
    <span className={css.plate} data-size={size} data-fit={fit(name)}>
      <FloorMark floor={floor} floors={floors} />
      <span className={css.code}>{name}</span>
      <span className={css.hidden}>{`, ${spoken ?? long(floor)}`}</span>
    </span>
  )
}

interface Placed {
  room: { name: string; floor: number | null } | null
  property: { id: number; name: string; code?: string }
}

/** The plate of whatever has a place: a ticket, a task. Without a room it is the property's own plate. */
export function PlacePlate({ of, size }: { of: Placed; size?: PlateSize }) {
  const { t } = useTranslation()
  const floors = useFloors(of.property.id)
  if (of.room) return <RoomPlate name={of.room.name} floor={of.room.floor} floors={floors} size={size} />
  return (
    <RoomPlate
      name={of.property.code ?? of.property.name}
      floor={null}
      size={size}
      spoken={t('room.wholeProperty', { property: of.property.name })}
    />
  )
}
