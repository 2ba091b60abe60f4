// The private page of one report: how far it is in plain words, what was said, and what the guest may do now.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { followedTicket, type FollowedTicket } from '../../api/guest'
import { OfflineBar } from '../../components/OfflineBar'
import { RoomPlate } from '../../components/RoomPlate'
import { RouteLine } from '../../components/RouteLine'
import { useTitle } from '../../hooks/useTitle'
import { Asked } from './Asked'
import { Cancel } from './Cancel'
import { Check } from './Check'
import follow from './Follow.module.css'
import css from './Guest.module.css'
import { Bones, GuestFailed } from './GuestStates'
import { Keep } from './Keep'
import { Rated } from './Rated'
import { Talk } from './Talk'
import { Taken } from './Taken'
import { useFollowed } from './useFollowed'
import { useJourney } from './useJourney'

export function Component() {
  const { t } = useTranslation('guest')
  const { follow_token: token = '' } = useParams()
  const { data, error, refetch } = useQuery(followedTicket(token))
  useTitle(data?.title ?? t('report'))
  if (data) return <Follow key={token} token={token} ticket={data} />
  if (!error) return <Bones />
  return (
    <GuestFailed
      error={error}
      onRetry={() => void refetch()}
      gone={{ title: t('linkGone.title'), text: t('linkGone.text') }}
    />
  )
}

function Head({ ticket: { room, property, floors, title } }: { ticket: FollowedTicket }) {
  return (
    <header className={follow.trip}>
      <RoomPlate
        name={room?.name ?? property.code}
        floor={room?.floor ?? null}
        floors={floors}
        size="head"
        spoken={room ? undefined : property.name}
      />
      <p>
        {property.name}
        <br />
        <b>{title}</b>
      </p>
    </header>
  )
}

function Follow({ token, ticket }: { token: string; ticket: FollowedTicket }) {
  const { t } = useTranslation('guest')
  const { heading, lead, stops } = useJourney(ticket)
  const followed = useFollowed(token)
  return (
    <main className={css.page}>
      <OfflineBar />
      <Head ticket={ticket} />
      <h1 className={follow.now}>{heading}</h1>
      <p className={follow.lead}>{lead}</p>
      <Taken ticket={ticket} followed={followed} />
      {ticket.status === 'resolved' ? (
        <Check ticket={ticket} followed={followed} />
      ) : (
        <Asked ticket={ticket} />
      )}
      <Rated ticket={ticket} followed={followed} />
      <div className={follow.route}>
        <RouteLine upright stops={stops} label={t('progress')} />
      </div>
      <Talk token={token} ticket={ticket} />
      <Cancel ticket={ticket} followed={followed} />
      <Keep title={ticket.title} />
    </main>
  )
}
