// A guest's place: their own room, the house around it, and its common areas; each a way to report something there.
import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { roomList, type Property, type Room } from '../../api/properties'
import type { User } from '../../api/session'
import { RoomPlate } from '../../components/RoomPlate'
import { EmptyState, ListSkeleton, LoadFailed } from '../../components/States'
import { mayReport } from '../../config/places'
import { useProperty } from '../../context/PropertyContext'
import { useSession } from '../../context/SessionContext'
import { useFloorName } from '../../hooks/useFloorName'
import { useFormat } from '../../hooks/useFormat'
import css from './GuestRooms.module.css'
import { newTicketFor } from './links'

type Stay = User['properties'][number]

function Dates({ stay }: { stay: Stay }) {
  const { t } = useTranslation('rooms')
  const { date } = useFormat()
  const { stay_from: from, stay_until: until } = stay
  if (from && until) return t('stay.both', { from: date(from), until: date(until) })
  if (until) return t('stay.until', { until: date(until) })
  return from ? t('stay.from', { from: date(from) }) : t('stay.open')
}

function Areas({ rooms }: { rooms: Room[] }) {
  const { t } = useTranslation('rooms')
  const { long } = useFloorName()
  const session = useSession()
  if (!rooms.length) return null
  return (
    <section aria-label={t('areas')}>
      <h2 className="label">{t('areas')}</h2>
      <ul className={css.areas}>
        {rooms.map((room) => (
          <li key={room.id}>
            <RoomPlate name={room.name} floor={room.floor} />
            <span>{room.type || long(room.floor)}</span>
            {mayReport(session) && (
              <Button component={Link} to={newTicketFor(room)} size="compact-sm">
                {t('reportHere')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Place({ stay, property }: { stay: Stay; property: Property }) {
  const { t } = useTranslation('rooms')
  const { long } = useFloorName()
  const session = useSession()
  const { data, error, isPending, refetch } = useQuery(roomList(property.id))
  const own = data?.find(({ id }) => id === stay.room?.id)
  return (
    <>
      <section className={css.stay} aria-label={property.name}>
        {own && (
          <div>
            <RoomPlate name={own.name} floor={own.floor} size="door" />
            <p>
              <b>{[long(own.floor), own.type].filter(Boolean).join(' · ')}</b>
              <br />
              <Dates stay={stay} />
            </p>
          </div>
        )}
        <div>
          <span>
            <h2>{property.name}</h2>
            <p>{property.address}</p>
            <p>{property.description}</p>
          </span>
        </div>
        {own && mayReport(session) && (
          <Button
            component={Link}
            to={newTicketFor(own)}
            variant="filled"
            size="md"
            rightSection={<IconArrowRight className="way" size={20} stroke={2.6} />}
          >
            {t('report', { name: own.name })}
          </Button>
        )}
      </section>
      {isPending && <ListSkeleton label={t('loading')} rows={3} />}
      {error && <LoadFailed error={error} onRetry={() => void refetch()} />}
      <Areas rooms={data?.filter(({ kind }) => kind === 'common') ?? []} />
    </>
  )
}

export function GuestRooms() {
  const { t } = useTranslation('rooms')
  const { user } = useSession()
  const { properties } = useProperty()
  const stays = user.properties.flatMap((stay) => {
    const property = properties.find(({ id }) => id === stay.id)
    return property ? [{ stay, property }] : []
  })
  return (
    <div className={css.page}>
      <h1>{t('titleGuest')}</h1>
      {!user.properties.length && <EmptyState title={t('stay.none')} text={t('stay.noneText')} />}
      {stays.map((one) => (
        <Place key={one.property.id} {...one} />
      ))}
    </div>
  )
}
