// The page behind a door's code: where one stands, and what is wrong there. No account, three taps, one thumb.
import { IconArrowRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { guestRoom, type GuestRoom } from '../../api/guest'
import { RoomPlate } from '../../components/RoomPlate'
import { paths } from '../../config/paths'
import { useEarlier } from '../../hooks/useEarlier'
import { useFloorName } from '../../hooks/useFloorName'
import { useFormat } from '../../hooks/useFormat'
import { useTitle } from '../../hooks/useTitle'
import css from './Guest.module.css'
import { Bones, GuestFailed } from './GuestStates'
import { ReportForm } from './ReportForm'

export function Component() {
  const { t } = useTranslation('guest')
  const { room_token: token = '' } = useParams()
  const { data, error, refetch } = useQuery(guestRoom(token))
  useTitle(data?.room.name ?? t('report'))
  if (data) return <Report key={token} token={token} at={data} />
  if (!error) return <Bones />
  return (
    <GuestFailed
      error={error}
      onRetry={() => void refetch()}
      gone={{ title: t('roomGone.title'), text: t('roomGone.text') }}
    />
  )
}

function Report({ token, at }: { token: string; at: GuestRoom }) {
  const { t } = useTranslation('guest')
  const { long } = useFloorName()
  const { room, property } = at
  return (
    <main className={css.page}>
      <header className={css.door}>
        <RoomPlate name={room.name} floor={room.floor} floors={property.floors} size="door" />
        <p>
          <b>{property.name}</b>
          <br />
          {long(room.floor)}
        </p>
      </header>
      <h1 className={css.ask}>{room.kind === 'common' ? t('askHere') : t('askRoom')}</h1>
      <Earlier token={token} />
      <ReportForm token={token} at={at} />
    </main>
  )
}

/** The ways back to what was reported from here before. */
function Earlier({ token }: { token: string }) {
  const { t } = useTranslation('guest')
  const { when } = useFormat()
  const { earlier } = useEarlier(token)
  if (!earlier.length) return null
  return (
    <nav className={css.earlier} aria-label={t('earlier')}>
      <h2>{t('earlier')}</h2>
      {earlier.map((one) => (
        <Link key={one.token} to={paths.guestFollow(one.token)}>
          <span>{one.title}</span>
          <small className="quiet">{when(one.at)}</small>
          <IconArrowRight className="way" size={20} aria-hidden />
        </Link>
      ))}
    </nav>
  )
}
