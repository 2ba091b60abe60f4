// The sign for one door, as the printer gets it.
import { Button, Checkbox } from '@mantine/core'
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { roomList, type Property, type Room } from '../../api/properties'
import { roomCode, roomCodePicture } from '../../api/rooms'
import { DoorSign } from '../../components/DoorSign'
import { ListSkeleton, LoadFailed, NotFound } from '../../components/States'
import { paths } from '../../config/paths'
import { useProperty } from '../../context/PropertyContext'
import { useBlobUrl } from '../../hooks/useBlobUrl'
import { useTitle } from '../../hooks/useTitle'
import css from './SignPage.module.css'

const PAPER = '@page { size: 105mm 148mm; margin: 0 }'

function Sign({ room, property }: { room: Room; property: Property }) {
  const { t } = useTranslation('rooms')
  const [isPlain, setPlain] = useState(false)
  const { data: code, error, refetch } = useQuery(roomCode(room.property.id, room.id))
  const { data: blob } = useQuery(roomCodePicture(room.property.id, room.id, 'svg'))
  const picture = useBlobUrl(blob)
  useTitle(t('sign.of', { name: room.name }))
  if (error) return <LoadFailed error={error} onRetry={() => void refetch()} />
  const sign = code && picture && (
    <DoorSign room={room} property={property} url={code.url} picture={picture} plain={isPlain} />
  )
  return (
    <div className={css.page}>
      <section className={css.form} aria-label={t('sign.title')}>
        <Button
          component={Link}
          to={paths.room(property.id, room.id)}
          leftSection={<IconArrowLeft className="way" size={16} />}
        >
          {t('room', { name: room.name })}
        </Button>
        <h1>{t('sign.title')}</h1>
        <p className="quiet">{t('sign.paper')}</p>
        <Checkbox
          size="sm"
          label={t('sign.plain')}
          checked={isPlain}
          onChange={({ currentTarget }) => setPlain(currentTarget.checked)}
        />
        <Button
          variant="filled"
          disabled={!sign}
          leftSection={<IconPrinter size={18} />}
          onClick={() => print()}
        >
          {t('sign.print')}
        </Button>
        <p className="quiet">{t('sign.lost')}</p>
      </section>
      <div className={css.table}>{sign}</div>
      {createPortal(
        <div className={css.print} aria-hidden>
          <style>{PAPER}</style>
          {sign}
        </div>,
        document.body,
      )}
    </div>
  )
}

export function Component() {
  const { t } = useTranslation('rooms')
  const { property_id: propertyId, room_id: roomId } = useParams()
  const { properties } = useProperty()
  const property = properties.find(({ id }) => id === Number(propertyId))
  const { data, error, isPending, refetch } = useQuery(roomList(Number(propertyId)))
  if (error) return <LoadFailed error={error} onRetry={() => void refetch()} />
  if (isPending || (!property && !properties.length)) return <ListSkeleton label={t('loading')} />
  const room = data.find(({ id }) => id === Number(roomId))
  return room && property ? <Sign room={room} property={property} /> : <NotFound />
}
