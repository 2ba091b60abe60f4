// One room: its status, what is open there, its code, and for who runs the house editing and archiving it.
import { Button, CloseButton } from '@mantine/core'
import { IconArchive, IconArrowRight, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Property, Room } from '../../api/properties'
import { RoomPlate } from '../../components/RoomPlate'
import { mayReport } from '../../config/places'
import { useSession } from '../../context/SessionContext'
import { useFloorName } from '../../hooks/useFloorName'
import { useMayManage } from '../../hooks/useMayManage'
import { newTicketFor } from './links'
import { RoomArchive, RoomEdit } from './RoomDialogs'
import { RoomCode } from './RoomCode'
import { RoomStatusChoice } from './RoomStatusChoice'
import { RoomTickets } from './RoomTickets'
import css from './Rooms.module.css'

interface Props {
  room: Room
  property: Property
  onClose: () => void
}

function Facts({ room }: { room: Room }) {
  const { t } = useTranslation('rooms')
  const { long } = useFloorName()
  const { capacity, amenities, floor, type } = room
  return (
    <p className={css.facts}>
      <b>{[long(floor), type].filter(Boolean).join(' · ')}</b>
      {capacity !== null && (
        <>
          <br />
          {t('capacity', { count: capacity })}
        </>
      )}
      {amenities.length > 0 && (
        <>
          <br />
          {amenities.join(', ')}
        </>
      )}
    </p>
  )
}

export function RoomPanel({ room, property, onClose }: Props) {
  const { t } = useTranslation(['rooms', 'common'])
  const session = useSession()
  const isInCharge = useMayManage(property.id)
  const [dialog, setDialog] = useState<'edit' | 'archive'>()
  const close = () => setDialog(undefined)
  return (
    <aside className={css.panel} aria-label={t('room', { name: room.name })}>
      <div className={css.panelHead}>
        <RoomPlate name={room.name} floor={room.floor} floors={property.floors} size="head" />
        <CloseButton aria-label={t('common:action.close')} onClick={onClose} />
      </div>
      <Facts room={room} />
      <RoomStatusChoice room={room} />
      {mayReport(session) && (
        <Button
          component={Link}
          to={newTicketFor(room)}
          variant="filled"
          fullWidth
          mt={10}
          rightSection={<IconArrowRight className="way" size={16} stroke={2.6} />}
        >
          {t('report', { name: room.name })}
        </Button>
      )}
      <RoomTickets room={room} />
      {session.can('room:code') && isInCharge && <RoomCode room={room} />}
      {session.can('room:edit') && isInCharge && (
        <div className={css.panelActs}>
          <Button leftSection={<IconPencil size={16} />} onClick={() => setDialog('edit')}>
            {t('edit')}
          </Button>
          <Button leftSection={<IconArchive size={16} />} onClick={() => setDialog('archive')}>
            {t('archive.open')}
          </Button>
        </div>
      )}
      {dialog === 'edit' && <RoomEdit room={room} onClose={close} />}
      {dialog === 'archive' && <RoomArchive room={room} onClose={close} onDone={onClose} />}
    </aside>
  )
}
