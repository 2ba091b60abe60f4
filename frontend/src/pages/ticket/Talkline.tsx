// The timeline of a ticket: the report, then what was said and done; what is long ago is folded.
import { IconChevronUp } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commentList } from '../../api/comments'
import { itemsOf } from '../../api/paging'
import type { Ticket } from '../../api/tickets'
import { ticketHistory } from '../../api/timeline'
import { Attachments } from '../../components/Attachments'
import { LoadFailed } from '../../components/States'
import { Talk, Timeline } from '../../components/Timeline'
import { useFormat } from '../../hooks/useFormat'
import { usePersonName } from '../../hooks/usePersonName'
import { usePolling } from '../../hooks/usePolling'
import { useRoleName } from '../../hooks/useRoleName'
import { useIsPhone } from '../../hooks/useScreen'
import { entriesOf, type Entry } from './entries'
import { Event } from './Event'
import css from './Ticket.module.css'

const NEWEST = { desk: 10, phone: 3 }

interface Paged {
  hasNextPage: boolean
  isFetching: boolean
  isError: boolean
  fetchNextPage: () => unknown
}

/** Reads on until all of a long timeline is there. */
function useReadOn({ hasNextPage, isFetching, isError, fetchNextPage }: Paged) {
  const isMore = hasNextPage && !isFetching && !isError
  useEffect(() => {
    if (isMore) void fetchNextPage()
  }, [isMore, fetchNextPage])
}

function useEntries(ticketId: number) {
  const refetchInterval = usePolling()
  const comments = useInfiniteQuery({ ...commentList(ticketId), refetchInterval })
  const history = useInfiniteQuery({ ...ticketHistory(ticketId), refetchInterval })
  useReadOn(comments)
  useReadOn(history)
  return {
    entries: entriesOf(itemsOf(comments.data), itemsOf(history.data)),
    isLoading: comments.isPending || history.isPending,
    error: comments.error ?? history.error,
    retry: () => {
      void comments.refetch()
      void history.refetch()
    },
  }
}

export function Talkline({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('ticket')
  const { when } = useFormat()
  const isPhone = useIsPhone()
  const { entries, isLoading, error, retry } = useEntries(ticket.id)
  const [isUnfolded, setUnfolded] = useState(false)
  const scroller = useRef<HTMLDivElement>(null)
  const last = entries.at(-1)?.key
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
  }, [last])

  const folded = isUnfolded ? 0 : Math.max(0, entries.length - (isPhone ? NEWEST.phone : NEWEST.desk))
  return (
    // Scrolls by itself, so the keyboard must reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={css.scroll} ref={scroller} tabIndex={0} role="region" aria-label={t('timeline')}>
      <Timeline>
        {!(folded && isPhone) && (
          <li>
            <Report ticket={ticket} />
          </li>
        )}
        {folded > 0 && (
          <li>
            <button type="button" className={css.earlier} onClick={() => setUnfolded(true)}>
              <IconChevronUp size={18} aria-hidden />
              {t('earlier', {
                count: folded,
                since: when(isPhone ? ticket.created_at : (entries[0]?.at ?? '')),
              })}
            </button>
          </li>
        )}
        {entries.slice(folded).map((entry) => (
          <li key={entry.key}>
            <OneEntry entry={entry} ticket={ticket} />
          </li>
        ))}
      </Timeline>
      {isLoading && <p className={css.reading}>{t('reading')}</p>}
      {error && <LoadFailed error={error} title={t('timelineFailed')} onRetry={retry} />}
    </div>
  )
}

function Report({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('ticket')
  const { full } = usePersonName()
  const { reporter, room } = ticket
  return (
    <Talk
      at={ticket.created_at}
      who={full(reporter)}
      role={room ? t('reportedFor', { room: room.name }) : t('reportedIt')}
      text={ticket.description || ticket.title}
    >
      <Attachments items={ticket.attachments.filter(({ comment_id: of }) => of === null)} />
    </Talk>
  )
}

function OneEntry({ entry, ticket }: { entry: Entry; ticket: Ticket }) {
  const { full } = usePersonName()
  const roleName = useRoleName()
  if (entry.kind === 'event') return <Event event={entry.event} />
  const { author, body, internal, created_at: at, id } = entry.comment
  return (
    <Talk
      at={at}
      who={full(author)}
      role={author.role ? roleName({ role: author.role, department: null }) : undefined}
      text={body}
      internal={internal}
    >
      <Attachments items={ticket.attachments.filter(({ comment_id: of }) => of === id)} />
    </Talk>
  )
}
