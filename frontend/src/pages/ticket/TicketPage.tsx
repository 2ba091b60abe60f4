// One ticket: the sign over it, the timeline, what stands around it.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { isProblem } from '../../api/problem'
import { ticketQuery, type Ticket } from '../../api/tickets'
import { Composer } from '../../components/Composer'
import { ListSkeleton, LoadFailed, NotFound } from '../../components/States'
import { useSession } from '../../context/SessionContext'
import { usePersonName } from '../../hooks/usePersonName'
import { usePresence } from '../../hooks/usePresence'
import { usePolling } from '../../hooks/usePolling'
import { useTitle } from '../../hooks/useTitle'
import { Head } from './Head'
import { Writers } from './Here'
import { Rate } from './Rate'
import { Side } from './Side'
import { Talkline } from './Talkline'
import css from './Ticket.module.css'

export function Component() {
  const { t } = useTranslation('ticket')
  const id = Number(useParams().ticket_id)
  const isId = Number.isSafeInteger(id) && id > 0
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    ...ticketQuery(id),
    refetchInterval: usePolling(),
    enabled: isId,
  })
  useTitle(data ? `${data.number} ${data.title}` : undefined)
  const isGone = isProblem(error) && error.status === 404
  if (!isId || isGone) return <NotFound />
  const failed = error && (
    <LoadFailed error={error} onRetry={() => void refetch()} keptFrom={data && dataUpdatedAt} />
  )
  if (!data) return failed ?? <ListSkeleton label={t('loading')} />
  return (
    <>
      {failed}
      <TicketView key={id} ticket={data} />
    </>
  )
}

/** Who reads what is public: the reporter, or for the reporter whoever has it. */
function useReader({ reporter, assignee, property }: Ticket) {
  const { user } = useSession()
  const { full } = usePersonName()
  return full(reporter.id === user.id ? (assignee ?? property) : reporter)
}

function TicketView({ ticket }: { ticket: Ticket }) {
  const { isGuest } = useSession()
  const may = ticket.allowed_actions
  const reader = useReader(ticket)
  const present = usePresence(ticket.id)
  return (
    <article className={css.page} aria-label={ticket.title}>
      <Head ticket={ticket} />
      <div className={css.body}>
        <div className={css.talk}>
          <Talkline ticket={ticket} />
          {may.includes('ticket:rate') && <Rate key={ticket.version} ticket={ticket} />}
          <Writers present={present} />
          {may.includes('comment:write') && (
            <Composer
              ticketId={ticket.id}
              to={reader}
              mayWriteInternal={!isGuest && may.includes('comment:internal')}
            />
          )}
        </div>
        <Side ticket={ticket} present={present} />
      </div>
    </article>
  )
}
