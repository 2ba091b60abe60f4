// A room as the fields of a form: everything is text there.
import { useTranslation } from 'react-i18next'
import type { Room } from '../../api/properties'
import type { RoomNew, RoomPatch } from '../../api/rooms'
import type { FormField, Values } from '../../components/RecordForm'

const kinds: Room['kind'][] = ['room', 'unit', 'common']
const kindOf = (value: string | undefined) => kinds.find((kind) => kind === value)
const whole = (value: string) => (value.trim() === '' ? null : Number(value))
const words = (value: string) =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

export const newRoom: Values = { name: '', floor: '', kind: 'room', type: '', capacity: '', amenities: '' }

export const roomValues = (room: Room): Values => ({
  name: room.name,
  floor: room.floor === null ? '' : String(room.floor),
  kind: room.kind,
  type: room.type,
  capacity: room.capacity === null ? '' : String(room.capacity),
  amenities: room.amenities.join(', '),
})

/** Only what is there is sent. */
export const roomPatch = ({ name, floor, kind, type, capacity, amenities }: Values): RoomPatch => ({
  name: name?.trim(),
  floor: floor === undefined ? undefined : whole(floor),
  kind: kindOf(kind),
  type: type?.trim(),
  capacity: capacity === undefined ? undefined : whole(capacity),
  amenities: amenities === undefined ? undefined : words(amenities),
})

export const roomBody = (values: Values): RoomNew => ({
  name: values.name?.trim() ?? '',
  floor: whole(values.floor ?? ''),
  kind: kindOf(values.kind) ?? 'room',
  type: values.type?.trim() ?? '',
  status: 'available',
  capacity: whole(values.capacity ?? ''),
  amenities: words(values.amenities ?? ''),
})

export function useRoomFields(): FormField[] {
  const { t } = useTranslation('rooms')
  return [
    { name: 'name', label: t('field.name'), description: t('field.nameHint'), isRequired: true },
    { name: 'floor', label: t('field.floor'), description: t('field.floorHint'), type: 'number' },
    {
      name: 'kind',
      label: t('field.kind'),
      options: kinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    { name: 'type', label: t('field.type'), description: t('field.typeHint') },
    { name: 'capacity', label: t('field.capacity'), type: 'number' },
    { name: 'amenities', label: t('field.amenities'), description: t('field.amenitiesHint') },
  ]
}
