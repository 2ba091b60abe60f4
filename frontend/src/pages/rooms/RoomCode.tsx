// The code on a room's door: shown, copied, downloaded, printed as a sign, and made new when a sign got lost.
import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy, IconDownload, IconPrinter, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { keys } from '../../api/keys'
import type { Room } from '../../api/properties'
import { roomCode, roomCodePicture, rotateCode } from '../../api/rooms'
import { Confirm } from '../../components/Confirm'
import { download, useBlobUrl } from '../../hooks/useBlobUrl'
import { signOf } from './links'
import css from './Rooms.module.css'

export function CodePicture({ room, className }: { room: Room; className?: string }) {
  const { t } = useTranslation('rooms')
  const { data } = useQuery(roomCodePicture(room.property.id, room.id, 'svg'))
  const url = useBlobUrl(data)
  return url ? <img className={className} src={url} alt={t('code.picture', { name: room.name })} /> : null
}

function Downloads({ room }: { room: Room }) {
  const { t } = useTranslation('rooms')
  const client = useQueryClient()
  const save = (format: 'svg' | 'png') =>
    client
      .query(roomCodePicture(room.property.id, room.id, format))
      .then((picture) => download(picture, `${room.property.name} ${room.name}.${format}`))
  return (
    <Button.Group>
      <Button size="compact-sm" leftSection={<IconDownload size={15} />} onClick={() => void save('svg')}>
        {t('code.svg')}
      </Button>
      <Button size="compact-sm" onClick={() => void save('png')}>
        {t('code.png')}
      </Button>
    </Button.Group>
  )
}

function Rotate({ room, onClose }: { room: Room; onClose: () => void }) {
  const { t } = useTranslation('rooms')
  const client = useQueryClient()
  const [key] = useState(() => crypto.randomUUID())
  const rotating = useMutation({
    mutationFn: () => rotateCode(room, key),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.properties.room(room.property.id, room.id) })
      onClose()
    },
  })
  return (
    <Confirm
      title={t('code.rotateTitle', { name: room.name })}
      yes={t('code.rotateYes')}
      error={rotating.error}
      isBusy={rotating.isPending}
      onYes={() => rotating.mutate()}
      onClose={onClose}
    >
      <p>{t('code.rotateText')}</p>
    </Confirm>
  )
}

export function RoomCode({ room }: { room: Room }) {
  const { t } = useTranslation('rooms')
  const { data } = useQuery(roomCode(room.property.id, room.id))
  const { copy, copied } = useClipboard()
  const [isRotating, setRotating] = useState(false)
  return (
    <>
      <h2>{t('code.title')}</h2>
      <div className={css.code}>
        <CodePicture room={room} />
        <div>
          <Button
            component={Link}
            to={signOf(room)}
            size="compact-sm"
            leftSection={<IconPrinter size={15} />}
          >
            {t('code.print')}
          </Button>
          <Downloads room={room} />
          <Button
            size="compact-sm"
            disabled={!data}
            leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            onClick={() => data && copy(data.url)}
          >
            {copied ? t('code.copied') : t('code.copy')}
          </Button>
          <Button size="compact-sm" leftSection={<IconRefresh size={15} />} onClick={() => setRotating(true)}>
            {t('code.rotate')}
          </Button>
        </div>
      </div>
      {data && <p className={css.address}>{data.url}</p>}
      {isRotating && <Rotate room={room} onClose={() => setRotating(false)} />}
    </>
  )
}
