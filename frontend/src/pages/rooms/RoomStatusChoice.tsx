// A room's status: set with one press, taken back with Undo; read only for who may not set it.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys'
import type { Room } from '../../api/properties'
import { patchRoom, type RoomStatus } from '../../api/rooms'
import { useSession } from '../../context/SessionContext'
import { useToast } from '../../context/ToastContext'
import { useProblemText } from '../../hooks/useProblemText'
import { statuses, statusIcons } from './Door'
import css from './Rooms.module.css'

function useSetStatus() {
  const client = useQueryClient()
  const toast = useToast()
  const explain = useProblemText()
  return useMutation({
    mutationFn: ({ room, status }: { room: Room; status: RoomStatus }) => patchRoom(room, { status }),
    onSuccess: (changed, { room }) => {
      client.setQueryData<Room[]>(keys.properties.rooms(room.property.id), (rooms) =>
        rooms?.map((one) => (one.id === changed.id ? changed : one)),
      )
    },
    onError: (error, { room }) => toast({ title: explain(error), room }),
    onSettled: (_changed, _error, { room }) =>
      client.invalidateQueries({ queryKey: keys.properties.rooms(room.property.id) }),
  })
}

export function RoomStatusChoice({ room }: { room: Room }) {
  const { t } = useTranslation('rooms')
  const { can } = useSession()
  const setting = useSetStatus()
  const toast = useToast()
  const set = (at: Room, status: RoomStatus) =>
    setting.mutate(
      { room: at, status },
      {
        onSuccess: (changed) =>
          toast({
            title: t('statusSet', { status: t(`status.${changed.status}`) }),
            room: changed,
            onUndo: () => setting.mutate({ room: changed, status: at.status }),
          }),
      },
    )
  const shown = setting.isPending ? setting.variables.status : room.status
  if (!can('room:status')) return <p className={css.facts}>{t(`status.${room.status}`)}</p>
  return (
    <div className={css.statuses} role="radiogroup" aria-label={t('statusLabel')}>
      {statuses.map((status) => {
        const Mark = statusIcons[status]
        return (
          <button
            key={status}
            type="button"
            role="radio"
            aria-checked={status === shown}
            data-status={status}
            disabled={setting.isPending}
            onClick={() => status !== room.status && set(room, status)}
          >
            <Mark size={16} stroke={2.2} aria-hidden />
            {t(`status.${status}`)}
          </button>
        )
      })}
    </div>
  )
}
