// The ticket beside the list: where, what, the route, the words, and the one next move.
import { ActionIcon } from '@mantine/core'
import { IconArrowsDiagonal } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { commentList } from '../api/comments'
import { itemsOf } from '../api/paging'
import { ticketQuery, type Ticket } from '../api/tickets'
import { paths } from '../config/paths'
import { useSession } from '../context/SessionContext'
import { useFloorName } from '../hooks/useFloorName'
import { usePersonName } from '../hooks/usePersonName'
import { usePolling } from '../hooks/usePolling'
import { useRoute } from '../hooks/useRoute'
import { Attachments } from './Attachments'
import { Composer } from './Composer'
import { DueTime } from './DueTime'
import { PriorityMark, StatusMark } from './Marks'
import { MoveButtons } from './MoveButtons'
import { PlacePlate } from './RoomPlate'
import { RouteLine } from './RouteLine'
import { ListSkeleton, LoadFailed } from './States'
import css from './TicketPeek.module.css'
import { Talk } from './Timeline'

export function TicketPeek({ id }: { id: number }) {
  const { t } = useTranslation('tickets')
  const { data: ticket, error, refetch } = useQuery({ ...ticketQuery(id), refetchInterval: usePolling() })
  if (ticket) return <Peek ticket={ticket} />
  return (
    <article className={css.peek} aria-busy={!error}>
      {error ? (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      ) : (
        <ListSkeleton label={t('loading')} rows={4} />
      )}
    </article>
  )
}

function Peek({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets')
  const { can, user } = useSession()
  const { search } = useLocation()
  const { full } = usePersonName()
  const { reporter, assignee, property } = ticket
  const reader = reporter.id === user.id ? (assignee ?? property) : reporter
  const stops = useRoute(ticket)
  return (
    <article className={css.peek} aria-label={ticket.title}>
      <header className={css.bar}>
        <span className="label">{ticket.number}</span>
        <span className={css.moves}>
          <MoveButtons key={ticket.id} ticket={ticket} />
          <ActionIcon
            component={Link}
            to={paths.ticket(ticket.id)}
            state={{ list: search }}
            aria-label={t('peek.open')}
          >
            <IconArrowsDiagonal size={18} />
          </ActionIcon>
        </span>
      </header>
      {/* Scrolls by itself, so the keyboard must reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={css.body} tabIndex={0} role="region" aria-label={t('peek.body')}>
        <Head ticket={ticket} />
        <RouteLine stops={stops} label={t('route.label')} />
        <Facts ticket={ticket} />
        <Words ticket={ticket} />
      </div>
      <Composer
        key={ticket.id}
        ticketId={ticket.id}
        to={full(reader)}
        mayWriteInternal={can('comment:internal')}
      />
    </article>
  )
}

function Head({ ticket }: { ticket: Ticket }) {
  const { long } = useFloorName()
  const { room, property } = ticket
  return (
    <div className={css.head}>
      <PlacePlate of={ticket} size="head" />
      <div>
        <h2 className={css.title}>{ticket.title}</h2>
        <p className={css.meta}>{room ? `${long(room.floor)} · ${property.name}` : property.name}</p>
      </div>
    </div>
  )
}

function Facts({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets')
  return (
    <dl className={css.facts}>
      <div>
        <dt>{t('filter.status')}</dt>
        <dd>
          <StatusMark status={ticket.status} />
        </dd>
      </div>
      <div>
        <dt>{t('filter.priority')}</dt>
        <dd>
          <PriorityMark priority={ticket.priority} words />
        </dd>
      </div>
      <div>
        <dt>{t('filter.category')}</dt>
        <dd>{ticket.category.name}</dd>
      </div>
      <div>
        <dt>{t('peek.due')}</dt>
        <dd className={css.due}>
          <DueTime ticket={ticket} />
        </dd>
      </div>
    </dl>
  )
}

/** What was reported and what was said since. */
function Words({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets')
  const { full } = usePersonName()
  const { data } = useInfiniteQuery({ ...commentList(ticket.id), refetchInterval: usePolling() })
  return (
    <div>
      <Talk
        at={ticket.created_at}
        who={full(ticket.reporter)}
        role={t('peek.reporter')}
        text={ticket.description || ticket.title}
      >
        <Attachments items={ticket.attachments.filter(({ comment_id: of }) => of === null)} />
      </Talk>
      {itemsOf(data).map((comment) => (
        <Talk
          key={comment.id}
          at={comment.created_at}
          who={full(comment.author)}
          text={comment.body}
          internal={comment.internal}
        >
          <Attachments items={ticket.attachments.filter(({ comment_id: of }) => of === comment.id)} />
        </Talk>
      ))}
    </div>
  )
}
