// A report from the first letter to the photos that arrived: kept on the device, sent once, photos sent after it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { keys } from '../../api/keys'
import { roomList } from '../../api/properties'
import { createTicket, type Ticket } from '../../api/tickets'
import { useProperty } from '../../context/PropertyContext'
import { useSession } from '../../context/SessionContext'
import { useDraft } from '../../hooks/useDraft'
import { usePhotos } from '../../hooks/usePhotos'
import { useUploads } from '../../hooks/useUploads'
import { emptyReport, roomNamed, toTicket, type Report } from './report'

const DRAFT = 'ticket'

/** A guest's own room stands there already. */
function useStart(): Report {
  const { user, isGuest } = useSession()
  const own = isGuest ? user.properties.find(({ room }) => room !== null) : undefined
  return { ...emptyReport, propertyId: own?.id ?? null, where: own?.room?.name ?? '' }
}

/** The room that one came from (`?property_id=1&room_id=32`); it counts until another place is said. */
function useAsked() {
  const [search] = useSearchParams()
  const [isOver, setOver] = useState(false)
  const [propertyId, roomId] = [Number(search.get('property_id')), Number(search.get('room_id'))]
  const asked = propertyId > 0 && roomId > 0 && !isOver ? { propertyId, roomId } : undefined
  return { asked, forget: () => setOver(true) }
}

const isPlace = (over: Partial<Report>) => 'where' in over || 'propertyId' in over

const ignore = () => undefined

export function useReport(onSent: (ticket: Ticket) => void) {
  const client = useQueryClient()
  const start = useStart()
  const draft = useDraft<Report>(DRAFT, start)
  const { asked, forget } = useAsked()
  const { properties, property: looked } = useProperty()
  const propertyId = asked?.propertyId ?? draft.value.propertyId
  const property = properties.find(({ id }) => id === propertyId) ?? looked
  const rooms = useQuery({ ...roomList(property?.id ?? 0), enabled: property !== undefined }).data
  const door = asked && rooms?.find(({ id }) => id === asked.roomId)
  const report = door ? { ...draft.value, propertyId, where: door.name } : draft.value
  const room = rooms && roomNamed(rooms, report.where)
  const photos = usePhotos(DRAFT, ignore)
  const uploads = useUploads(ignore)
  const [created, setCreated] = useState<Ticket | null>(null)

  const sendPhotos = async (ticket: Ticket) => {
    const files = photos.photos
    photos.clear()
    const isAll = await uploads.send(ticket.id, files)
    if (isAll) onSent(ticket)
  }
  const creating = useMutation({
    mutationFn: () => {
      if (!property) throw new Error('A report needs a property')
      return createTicket(toTicket(report, property, room), draft.key)
    },
    onSuccess: async (ticket) => {
      draft.clear()
      setCreated(ticket)
      void client.invalidateQueries({ queryKey: keys.tickets.all })
      await sendPhotos(ticket)
    },
  })
  const hasPlace = room !== undefined || report.where.trim() === ''
  return {
    report,
    set: (over: Partial<Report>) => {
      if (isPlace(over)) forget()
      draft.setValue({ ...report, ...over })
    },
    draftAt: draft.at,
    property,
    properties,
    rooms: rooms ?? [],
    room,
    photos,
    uploads,
    /** The ticket, once it is there; its photos may still be on their way. */
    created,
    /** A place that is known, or none at all, and a word about what it is. */
    isReady: property !== undefined && hasPlace && report.title.trim() !== '',
    hasPlace,
    send: () => creating.mutate(),
    isSending: creating.isPending,
    error: creating.error,
  }
}

export type Reporting = ReturnType<typeof useReport>
