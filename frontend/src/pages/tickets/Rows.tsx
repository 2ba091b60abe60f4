// The rows of the list, and what stands there while there are none.
import { Button } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { commentList } from '../../api/comments'
import { ticketQuery } from '../../api/tickets'
import { ListSkeleton, LoadFailed } from '../../components/States'
import { TicketRow, TicketRowPhone } from '../../components/TicketRow'
import { EmptyList } from './EmptyList'
import type { ListState } from './listState'
import css from './Tickets.module.css'
import type { useTicketList } from './useTicketList'

interface Props {
  list: ReturnType<typeof useTicketList>
  state: ListState
  onChange: (state: ListState) => void
  here?: number
  onHere?: (id: number) => void
  picked?: number[]
  onPick?: (id: number) => void
  isPhone?: boolean
}

const FRESH = 30_000
/** Reading ahead may fail: who opens the ticket reads again, and is told. */
const ignore = () => undefined

/** What one is about to look at is read when the pointer comes near it. */
function useReadAhead() {
  const client = useQueryClient()
  return (id: number) => {
    client.query({ ...ticketQuery(id), staleTime: FRESH }).catch(ignore)
    client.infiniteQuery({ ...commentList(id), staleTime: FRESH }).catch(ignore)
  }
}

export function Rows({ list, state, onChange, here, onHere, picked = [], onPick, isPhone }: Props) {
  const { t } = useTranslation('tickets')
  const { rows, query, isLoading } = list
  const readAhead = useReadAhead()
  const scroller = useRef<HTMLDivElement>(null)
  const failed = query.error && (
    <LoadFailed
      error={query.error}
      title={t('failed')}
      onRetry={() => void query.refetch()}
      keptFrom={rows.length ? query.dataUpdatedAt : undefined}
    />
  )
  if (isLoading) return failed ?? <ListSkeleton label={t('loading')} />
  return (
    <div className={isPhone ? undefined : css.rows} ref={scroller} aria-busy={query.isPlaceholderData}>
      {failed}
      {rows.length > 0 ? (
        <ul aria-label={t('title')}>
          {rows.map((ticket) =>
            isPhone ? (
              <TicketRowPhone key={ticket.id} ticket={ticket} />
            ) : (
              <TicketRow
                key={ticket.id}
                ticket={ticket}
                here={ticket.id === here}
                picked={picked.includes(ticket.id)}
                onHere={onHere && (() => onHere(ticket.id))}
                onPick={onPick && (() => onPick(ticket.id))}
                onNear={() => readAhead(ticket.id)}
              />
            ),
          )}
        </ul>
      ) : (
        !failed && <EmptyList state={state} onChange={onChange} />
      )}
      <More query={query} scroller={isPhone ? null : scroller} />
    </div>
  )
}

interface MoreProps {
  query: Props['list']['query']
  scroller: React.RefObject<HTMLDivElement | null> | null
}

/** The next page is read before one gets there; the button is for who comes by keyboard, and after a failure. */
function More({ query: { hasNextPage, isFetching, isError, fetchNextPage }, scroller }: MoreProps) {
  const { t } = useTranslation()
  const { ref, entry } = useIntersection({ root: scroller?.current ?? null, rootMargin: '900px' })
  const isNear = entry?.isIntersecting === true && !isError
  useEffect(() => {
    if (isNear && hasNextPage && !isFetching) void fetchNextPage()
  }, [isNear, hasNextPage, isFetching, fetchNextPage])
  if (!hasNextPage) return null
  return (
    <div ref={ref} className={css.more}>
      <Button loading={isFetching} onClick={() => void fetchNextPage()}>
        {t('more')}
      </Button>
    </div>
  )
}
