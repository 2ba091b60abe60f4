// The stops of one's day: what is done, where one is, what comes.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { itemsOf } from '../../api/paging'
import { taskPages } from '../../api/tasks'
import { EmptyState, ListSkeleton, LoadFailed } from '../../components/States'
import { Button } from '@mantine/core'
import { paths } from '../../config/paths'
import { useFormat } from '../../hooks/useFormat'
import { useNow } from '../../hooks/useNow'
import { usePolling } from '../../hooks/usePolling'
import { dayOf, groups, type Day } from './days'
import { Stop } from './Stop'
import css from './Tasks.module.css'

/** What is open, and what was due lately: some of it was done today. */
function useMyTasks() {
  const refetchInterval = usePolling()
  const open = useInfiniteQuery({
    ...taskPages({ status: ['pending', 'in_progress'], sort: 'due_at' }),
    refetchInterval,
  })
  const done = useInfiniteQuery({
    ...taskPages({ status: ['completed'], sort: '-created_at' }),
    refetchInterval,
  })
  return { open, tasks: [...itemsOf(open.data), ...itemsOf(done.data)] }
}

export function MyDay() {
  const { t } = useTranslation('tasks')
  const { isToday } = useFormat()
  const now = useNow()
  const { open, tasks } = useMyTasks()
  const day = dayOf(tasks, now, (iso) => isToday(iso, now))
  const failed = open.error && (
    <LoadFailed
      error={open.error}
      onRetry={() => void open.refetch()}
      keptFrom={open.data && open.dataUpdatedAt}
    />
  )
  if (open.isPending) return failed ?? <ListSkeleton label={t('loading')} rows={5} />
  const isFree = groups.every((group) => !day.open[group].length)
  return (
    <>
      {failed}
      <p className={css.sum}>
        <b>{t('toGo', { count: day.toGo })}</b>
        {day.done.length > 0 && ` · ${t('doneCount', { count: day.done.length })}`}
      </p>
      {isFree && !failed ? (
        <EmptyState title={t('free.title')} text={t('free.text')}>
          <Button component={Link} to={paths.tickets}>
            {t('free.tickets')}
          </Button>
        </EmptyState>
      ) : null}
      <Stops day={day} />
    </>
  )
}

function Stops({ day }: { day: Day }) {
  const { t } = useTranslation('tasks')
  return (
    <>
      {day.done.length > 0 && (
        <ol className={css.stops} aria-label={t('group.done')}>
          {day.done.map((task) => (
            <Stop key={task.id} task={task} state="done" />
          ))}
        </ol>
      )}
      {groups
        .filter((group) => day.open[group].length > 0)
        .map((group) => (
          <section key={group} aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`} className={css.group} data-group={group}>
              {t(`group.${group}`)} <span>{day.open[group].length}</span>
            </h2>
            <ol className={css.stops}>
              {day.open[group].map((task) => (
                <Stop key={task.id} task={task} state={task.id === day.here?.id ? 'now' : 'next'} />
              ))}
            </ol>
          </section>
        ))}
    </>
  )
}
