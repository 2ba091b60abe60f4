// One task as a stop of the day: when, where, what; the whole line is the target.
import { IconArrowRight, IconCheck, IconPlayerPauseFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Task } from '../../api/tasks'
import { PriorityMark } from '../../components/Marks'
import { PlacePlate } from '../../components/RoomPlate'
import { paths } from '../../config/paths'
import { useDuration } from '../../hooks/useDuration'
import { useFormat } from '../../hooks/useFormat'
import { useNow } from '../../hooks/useNow'
import css from './Tasks.module.css'

interface Props {
  task: Task
  state: 'done' | 'now' | 'next'
}

export function Stop({ task, state }: Props) {
  const { clock, day, isToday, full } = useFormat()
  const at = state === 'done' ? task.completed_at : task.due_at
  return (
    <li data-state={state} className={css.stop}>
      <Link to={paths.task(task.id)}>
        <span className={css.at}>
          {at && (
            <time dateTime={at} title={full(at)}>
              {isToday(at) ? clock(at) : day(at)}
            </time>
          )}
        </span>
        <span className={css.line} aria-hidden>
          {state === 'done' && <IconCheck size={15} stroke={3.4} />}
          {state === 'now' && <IconArrowRight className="way" size={18} stroke={3} />}
        </span>
        <span className={css.what}>
          <span className={css.where}>
            <PlacePlate of={task} />
            <Badge task={task} state={state} />
          </span>
          <b className={css.title}>
            {state !== 'done' && <PriorityMark priority={task.priority} />} {task.title}
          </b>
          {state !== 'done' && <Under task={task} />}
        </span>
      </Link>
    </li>
  )
}

/** Which ticket it belongs to, and what it waits for. */
function Under({ task }: { task: Task }) {
  const { t } = useTranslation('tasks')
  if (!task.ticket) return null
  const words =
    task.ticket.title === task.title ? task.ticket.number : `${task.ticket.number} · ${task.ticket.title}`
  return (
    <span className={css.note}>
      {task.ticket.status === 'on_hold' && (
        <>
          <IconPlayerPauseFilled size={14} aria-hidden /> {t('onHold')}{' '}
        </>
      )}
      {words}
    </span>
  )
}

function Badge({ task, state }: Props) {
  const { t } = useTranslation(['tasks', 'common'])
  const duration = useDuration()
  const now = useNow()
  if (state === 'done') return null
  const { started_at: since, due_at: due, status } = task
  const at = since ? duration(now - Date.parse(since)) : ''
  if (state === 'now') return <b className={css.here}>{t('tasks:here', { duration: at })}</b>
  if (status === 'in_progress') return <span className="quiet">{t('tasks:begun', { duration: at })}</span>
  if (!due) return null
  const left = Date.parse(due) - now
  return left < 0 ? (
    <b className={css.late}>{t('common:time.late', { duration: duration(left) })}</b>
  ) : (
    <span className="quiet">{t('common:time.in', { duration: duration(left) })}</span>
  )
}
