// Everybody's open tasks, person by person: who is late, who has much, what nobody has.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { itemsOf } from '../../api/paging'
import { taskPages, type Task } from '../../api/tasks'
import { Person, PriorityMark } from '../../components/Marks'
import { PagedList } from '../../components/PagedList'
import { PlacePlate } from '../../components/RoomPlate'
import { EmptyState } from '../../components/States'
import { paths } from '../../config/paths'
import { useDuration } from '../../hooks/useDuration'
import { useFormat } from '../../hooks/useFormat'
import { useNow } from '../../hooks/useNow'
import { usePolling } from '../../hooks/usePolling'
import { byPerson } from './byPerson'
import css from './Tasks.module.css'

export function ManagedTasks() {
  const { t } = useTranslation(['tasks', 'common'])
  const query = useInfiniteQuery({
    ...taskPages({ scope: 'managed', status: ['pending', 'in_progress'], sort: 'due_at' }),
    refetchInterval: usePolling(),
  })
  return (
    <PagedList
      query={query}
      loading={t('tasks:loading')}
      empty={<EmptyState title={t('tasks:nothing.title')} text={t('tasks:nothing.text')} />}
    >
      {byPerson(itemsOf(query.data)).map(({ person, tasks }) => (
        <section key={person?.id ?? 0} aria-label={person?.name ?? t('common:nobody')}>
          <h2 className={css.person}>
            {person && <Person name={person.name} />}
            <b data-nobody={!person || undefined}>{person?.name ?? t('common:nobody')}</b>
            <span>{t('tasks:openCount', { count: tasks.length })}</span>
          </h2>
          <ul>
            {tasks.map((task) => (
              <Row key={task.id} task={task} />
            ))}
          </ul>
        </section>
      ))}
    </PagedList>
  )
}

function Row({ task }: { task: Task }) {
  const { t } = useTranslation(['tasks', 'common'])
  const { when, full } = useFormat()
  const duration = useDuration()
  const now = useNow()
  const { due_at: due } = task
  const left = due ? Date.parse(due) - now : 0
  return (
    <li className={css.row}>
      <PlacePlate of={task} />
      <Link to={paths.task(task.id)} className={css.words}>
        <b className="clip">
          <PriorityMark priority={task.priority} /> {task.title}
        </b>
        <span className="clip">
          {[t(`tasks:status.${task.status}`), task.ticket?.number].filter(Boolean).join(' · ')}
        </span>
      </Link>
      {due && (
        <span className={css.due} data-late={left < 0 || undefined} title={full(due)}>
          <b>{when(due)}</b>
          <span>
            {left < 0
              ? t('common:time.late', { duration: duration(left) })
              : t('common:time.in', { duration: duration(left) })}
          </span>
        </span>
      )}
    </li>
  )
}
