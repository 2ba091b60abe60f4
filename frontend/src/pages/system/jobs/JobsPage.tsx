// The queue of jobs: what waits, what runs, what failed and why; what failed can run once more.
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { EVERY } from '../../../api/deliveries'
import { jobCounts, jobPages } from '../../../api/jobs'
import { itemsOf } from '../../../api/paging'
import { FilterChips, ViewTabs } from '../../../components/FilterBar'
import { PagedList } from '../../../components/PagedList'
import { EmptyState } from '../../../components/States'
import { useDuration } from '../../../hooks/useDuration'
import { useNow } from '../../../hooks/useNow'
import { ConsoleDoor } from '../ConsoleDoor'
import { ConsolePage } from '../ConsolePage'
import css from '../Ledger.module.css'
import { JobPanel } from './JobPanel'
import { JobTable } from './JobTable'
import { statuses, useJobs, type Jobs } from './useJobs'

const LONG = 60_000

/** Whether the workers keep up: a job that could run and is not taken for a minute says that they don't. */
function Backlog({ since }: { since: string | null }) {
  const { t } = useTranslation('systemLedger')
  const duration = useDuration()
  const waited = useNow() - (since ? Date.parse(since) : Infinity)
  if (waited < LONG) return null
  return (
    <p className={css.sums} role="status">
      <b>{t('jobs.backlog', { duration: duration(waited) })}</b>
    </p>
  )
}

function Bars({ jobs }: { jobs: Jobs }) {
  const { t } = useTranslation('systemLedger')
  const { data: counts } = useQuery(jobCounts)
  return (
    <>
      {counts && <Backlog since={counts.waiting_since} />}
      <div className={css.tabs}>
        <ViewTabs
          label={t('column.state')}
          views={[
            { key: 'open', name: t('jobs.open') },
            ...statuses.map((key) => ({
              key,
              name: t(`state.${key}`),
              count: counts?.by_status[key],
              isLate: key === 'failed',
            })),
            { key: 'all', name: t('all') },
          ]}
          here={jobs.view}
          onGo={(key) => jobs.set('status', key === 'open' ? '' : key)}
        />
      </div>
      {jobs.task && (
        <div className={css.bar}>
          <FilterChips
            chips={[{ key: 'task', name: t('jobs.column.task'), value: jobs.task }]}
            onDrop={() => jobs.set('task', '')}
            onChange={() => jobs.set('task', '')}
          />
        </div>
      )}
    </>
  )
}

function List({ jobs }: { jobs: Jobs }) {
  const { t } = useTranslation('systemLedger')
  const list = useInfiniteQuery({ ...jobPages(jobs.filters), refetchInterval: EVERY })
  return (
    <section className={css.rows} aria-label={t('jobs.title')}>
      <PagedList
        query={list}
        loading={t('loading')}
        empty={
          <EmptyState title={t('jobs.empty')} text={t('jobs.emptyText')}>
            {(jobs.view !== 'open' || jobs.task) && <Button onClick={jobs.clear}>{t('empty.clear')}</Button>}
          </EmptyState>
        }
      >
        <JobTable list={itemsOf(list.data)} jobs={jobs} />
      </PagedList>
    </section>
  )
}

function JobsRoom() {
  const { t } = useTranslation('systemLedger')
  const jobs = useJobs()
  return (
    <ConsolePage title={t('jobs.title')} lead={t('jobs.lead')}>
      <Bars jobs={jobs} />
      <div className={css.ledger} data-open={jobs.open !== null || undefined}>
        <div className={css.list}>
          <List jobs={jobs} />
        </div>
        {jobs.open !== null && <JobPanel key={jobs.open} id={jobs.open} jobs={jobs} />}
      </div>
    </ConsolePage>
  )
}

export const Component = () => (
  <ConsoleDoor>
    <JobsRoom />
  </ConsoleDoor>
)
