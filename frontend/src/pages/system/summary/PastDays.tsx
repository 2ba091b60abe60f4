// The days whose summary went out: to how many, a look at it, sending it again.
import { Button } from '@mantine/core'
import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Page } from '../../../api/paging'
import { summaryPages, type Summary } from '../../../api/summaries'
import { PagedList } from '../../../components/PagedList'
import { EmptyState } from '../../../components/States'
import table from '../../../components/Table.module.css'
import { useFormat } from '../../../hooks/useFormat'
import css from '../System.module.css'
import { isUnderWay } from './schedule'
import { useSentAt } from './useSend'

/** How often the list is read again while mails go out, in milliseconds. */
const EVERY = 2000

interface Props {
  shown: string | undefined
  onShow: (day: string) => void
  onSend: (day: string) => void
}

function Row({ summary, shown, onShow, onSend }: Props & { summary: Summary }) {
  const { t } = useTranslation('systemMail')
  const { date, when } = useFormat()
  const { day, due_at: due, sent, recipients } = summary
  return (
    <tr data-here={shown === day || undefined}>
      <th scope="row">
        <b>{date(day)}</b>
      </th>
      <td>
        <span className={sent < recipients ? table.away : undefined}>
          {t('summary.sent', { count: recipients, sent })}
        </span>
      </td>
      <td className={table.gone}>
        {t(summary.scheduled ? 'summary.due' : 'summary.byHand', { when: when(due) })}
      </td>
      <td className={table.act}>
        <span className={css.acts}>
          <Button
            size="compact-sm"
            aria-pressed={shown === day}
            aria-label={t('summary.look', { day: date(day) })}
            onClick={() => onShow(day)}
          >
            {t('summary.lookShort')}
          </Button>
          <Button
            size="compact-sm"
            aria-label={t('summary.again', { day: date(day) })}
            onClick={() => onSend(day)}
          >
            {t('summary.againShort')}
          </Button>
        </span>
      </td>
    </tr>
  )
}

const daysOf = (data: InfiniteData<Page<Summary>> | undefined) =>
  data?.pages.flatMap(({ items }) => items) ?? []

export function PastDays(props: Props) {
  const { t } = useTranslation('systemMail')
  const sentAt = useSentAt()
  const list = useInfiniteQuery({
    ...summaryPages,
    refetchInterval: ({ state }) => isUnderWay(daysOf(state.data), sentAt, Date.now()) && EVERY,
  })
  const days = daysOf(list.data)
  return (
    <section aria-label={t('summary.past')}>
      <h2 className={css.section}>{t('summary.past')}</h2>
      <PagedList
        query={list}
        loading={t('loading')}
        bones={3}
        empty={<EmptyState title={t('summary.none')} text={t('summary.noneText')} />}
      >
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('summary.column.day')}</th>
              <th scope="col">{t('summary.column.sent')}</th>
              <th scope="col">{t('summary.column.due')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {days.map((summary) => (
              <Row key={summary.day} summary={summary} {...props} />
            ))}
          </tbody>
        </table>
      </PagedList>
    </section>
  )
}
