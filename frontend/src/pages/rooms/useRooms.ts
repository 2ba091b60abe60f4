// Which property and which room one looks at: the address says it, and the directory's choice follows.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { roomList, type Property, type Room } from '../../api/properties'
import type { RoomStatus } from '../../api/rooms'
import { paths } from '../../config/paths'
import { useProperty } from '../../context/PropertyContext'

const EVERY = 60_000

/** Follows `/rooms/{property_id}` into the directory's choice; a choice made there is what the page then shows. */
export function useShownProperty(): Property | undefined {
  const { property_id: asked } = useParams()
  const { property, choose } = useProperty()
  useEffect(() => {
    if (asked) choose(Number(asked))
  }, [asked, choose])
  return property
}

export function useRooms(property: Property) {
  const { room_id: asked } = useParams()
  const navigate = useNavigate()
  const [status, setStatus] = useState<RoomStatus>()
  const list = useQuery({ ...roomList(property.id), refetchInterval: EVERY })
  const rooms = list.data ?? []
  const room = rooms.find(({ id }) => id === Number(asked))
  return {
    list,
    rooms,
    room,
    status,
    onStatus: setStatus,
    go: (to: Room | undefined) =>
      void navigate(to ? paths.room(property.id, to.id) : paths.property(property.id), { replace: true }),
  }
}
