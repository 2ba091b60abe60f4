// Adding, editing and archiving a room.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys'
import type { Property, Room } from '../../api/properties'
import { archiveRoom, createRoom, patchRoom } from '../../api/rooms'
import { Confirm } from '../../components/Confirm'
import { EditDialog, NewDialog } from '../../components/RecordForm'
import { useToast } from '../../context/ToastContext'
import { newRoom, roomBody, roomPatch, roomValues, useRoomFields } from './roomFields'

/** Rooms, and the floors of their properties, are read again. */
export function useReadAgain() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keys.properties.all })
}

interface NewProps {
  property: Property
  onDone: (room: Room) => void
  onClose: () => void
}

export function RoomNewDialog({ property, onDone, onClose }: NewProps) {
  const { t } = useTranslation('rooms')
  const fields = useRoomFields()
  const readAgain = useReadAgain()
  return (
    <NewDialog
      draft={`room.new.${property.id}`}
      title={t('add.title', { property: property.name })}
      submit={t('add.submit')}
      fields={fields}
      start={newRoom}
      create={(values, key) => createRoom(property.id, roomBody(values), key)}
      onDone={(room) => void readAgain().then(() => onDone(room))}
      onClose={onClose}
    />
  )
}

export function RoomEdit({ room, onClose }: { room: Room; onClose: () => void }) {
  const { t } = useTranslation('rooms')
  const fields = useRoomFields()
  const readAgain = useReadAgain()
  return (
    <EditDialog
      name={room.name}
      title={t('editTitle', { name: room.name })}
      submit={t('save')}
      fields={fields}
      resource={room}
      valuesOf={roomValues}
      save={(now, changed) => patchRoom(now, roomPatch(changed))}
      onDone={() => void readAgain().then(onClose)}
      onClose={onClose}
    />
  )
}

interface ArchiveProps {
  room: Room
  onDone: () => void
  onClose: () => void
}

export function RoomArchive({ room, onDone, onClose }: ArchiveProps) {
  const { t } = useTranslation('rooms')
  const readAgain = useReadAgain()
  const toast = useToast()
  const archiving = useMutation({
    mutationFn: () => archiveRoom(room),
    onSuccess: async () => {
      await readAgain()
      toast({ title: t('archive.done'), room })
      onDone()
    },
  })
  return (
    <Confirm
      title={t('archive.title', { name: room.name })}
      yes={t('archive.yes')}
      error={archiving.error}
      isBusy={archiving.isPending}
      onYes={() => archiving.mutate()}
      onClose={onClose}
    >
      <p>{t('archive.text')}</p>
    </Confirm>
  )
}
