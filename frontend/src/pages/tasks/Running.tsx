// The clock of a task: how long it runs, by when it is due, what it took.
import { useTranslation } from 'react-i18next'
import type { Task } from '../../api/tasks'
import { useDuration } from '../../hooks/useDuration'
import { useFormat } from '../../hooks/useFormat'
import { useNow } from '../../hooks/useNow'
import css from './Task.module.css'

export function Running({ task }: { task: Task }) {
  const { t } = useTranslation(['tasks', 'common'])
  const { when, money } = useFormat()
  const duration = useDuration()
  const now = useNow()
  const { status, started_at: since, due_at: due, completed_at: done } = task
  const spent = [
    task.minutes_spent ? duration(task.minutes_spent * 60_000) : '',
    task.cost ? money(task.cost) : '',
  ].filter(Boolean)
  if (status === 'in_progress' && since)
    return (
      <div className={css.clock}>
        <span>
          <b>{duration(now - Date.parse(since))}</b>
          {t('tasks:runningSince', { when: when(since) })}
        </span>
      </div>
    )
  if (done)
    return (
      <div className={css.clock}>
        <span>
          <b>{when(done)}</b>
          {[t('tasks:status.completed'), ...spent].join(' · ')}
        </span>
      </div>
    )
  if (!due) return null
  const left = Date.parse(due) - now
  return (
    <div className={css.clock} data-late={left < 0 || undefined}>
      <span>
        <b>{when(due)}</b>
        {left < 0
          ? t('common:time.late', { duration: duration(left) })
          : t('common:time.in', { duration: duration(left) })}
      </span>
    </div>
  )
}
