// The rooms of a property by floor, top first; what is on no floor stands last, beside the building.
import type { Room } from '../../api/properties'

export interface Storey {
  floor: number | null
  rooms: Room[]
  open: number
  late: number
}

const sum = (rooms: Room[], of: (room: Room) => number) => rooms.reduce((all, room) => all + of(room), 0)

export function storeysOf(rooms: Room[]): Storey[] {
  const floors = [...new Set(rooms.map(({ floor }) => floor))]
  const height = (floor: number | null) => floor ?? -Infinity
  return floors
    .sort((a, b) => (height(a) === height(b) ? 0 : height(b) - height(a)))
    .map((floor) => {
      const here = rooms.filter((room) => room.floor === floor)
      return {
        floor,
        rooms: here,
        open: sum(here, (room) => room.open_ticket_count),
        late: sum(here, (room) => room.late_ticket_count),
      }
    })
}
