// The work of a ticket: who does what; begun and finished from here too.
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArrowRight, IconCheck, IconDots, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ticketTasks, type Task } from '../../api/tasks'
import type { Ticket } from '../../api/tickets'
import { CompleteDialog } from '../../components/CompleteDialog'
import { paths } from '../../config/paths'
import { useSession } from '../../context/SessionContext'
import { useDuration } from '../../hooks/useDuration'
import { useFormat } from '../../hooks/useFormat'
import { usePersonName } from '../../hooks/usePersonName'
import { usePolling } from '../../hooks/usePolling'
import { useProblemText } from '../../hooks/useProblemText'
import { useTaskMoves } from '../../hooks/useTaskMoves'
import { CloseOpenTasks } from './CloseOpenTasks'
import { TaskDialog } from './TaskDialog'
import css from './Ticket.module.css'

const isActive = ({ status }: Ticket) => ['open', 'in_progress', 'on_hold'].includes(status)

export function Tasks({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('ticket')
  const { can } = useSession()
  const [dialog, setDialog] = useState<{ task?: Task } | null>(null)
  const mayGive = can('task:create')
  const { data: tasks } = useQuery({
    ...ticketTasks(ticket.id, mayGive ? 'managed' : 'mine'),
    refetchInterval: usePolling(),
  })
  const shown = tasks?.filter(({ status }) => status !== 'cancelled').sort((a, b) => a.position - b.position)
  const mayAdd = isActive(ticket) && (mayGive || can('task:take'))
  return (
    <section>
      <h2>
        {t('task.heading')}
        {mayAdd && (
          <ActionIcon
            size="sm"
            aria-label={mayGive ? t('task.add') : t('task.take')}
            onClick={() => setDialog({})}
          >
            <IconPlus size={17} />
          </ActionIcon>
        )}
      </h2>
      {shown?.length === 0 && (
        <p className={css.quietLine}>{mayGive ? t('task.none') : t('task.noneOfMine')}</p>
      )}
      <ul className={css.tasks}>
        {shown?.map((task) => (
          <OneTask key={task.id} task={task} onEdit={mayGive ? () => setDialog({ task }) : undefined} />
        ))}
      </ul>
      {shown && <Sum tasks={shown} />}
      {shown && !isActive(ticket) && <CloseOpenTasks ticket={ticket} tasks={shown} />}
      {dialog && <TaskDialog ticket={ticket} task={dialog.task} onClose={() => setDialog(null)} />}
    </section>
  )
}

function OneTask({ task, onEdit }: { task: Task; onEdit: (() => void) | undefined }) {
  const { t, i18n } = useTranslation('ticket')
  const { when } = useFormat()
  const { first } = usePersonName()
  const explain = useProblemText()
  const moves = useTaskMoves(task)
  const [isCompleting, setCompleting] = useState(false)
  const names = new Intl.ListFormat(i18n.language, { type: 'unit' }).format(task.assignees.map(first))
  const at = task.completed_at ?? task.due_at
  const isMine = (status: Task['status']) => task.allowed_statuses.includes(status)
  return (
    <li data-done={task.status === 'completed' || undefined}>
      <span className={css.box} data-status={task.status} aria-hidden>
        {task.status === 'completed' && <IconCheck size={13} stroke={3.6} />}
        {task.status === 'in_progress' && <IconArrowRight className="way" size={13} stroke={3.2} />}
      </span>
      <span className={css.taskWords}>
        <Link to={paths.task(task.id)}>{task.title}</Link>
        <em data-nobody={!names || undefined}>
          {[names || t('task.nobody'), t(`task.status.${task.status}`), at && when(at)]
            .filter(Boolean)
            .join(' · ')}
        </em>
      </span>
      {moves.mayStart && (
        <Button size="compact-sm" loading={moves.isBusy} onClick={() => moves.start()}>
          {t('task.start')}
        </Button>
      )}
      {task.status === 'in_progress' && isMine('completed') && (
        <Button size="compact-sm" onClick={() => setCompleting(true)}>
          {t('task.complete')}
        </Button>
      )}
      {onEdit && task.status !== 'completed' && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size="sm" aria-label={t('task.more', { title: task.title })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onEdit}>{t('task.giveTo')}</Menu.Item>
            {isMine('cancelled') && <Menu.Item onClick={() => moves.cancel()}>{t('task.cancel')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      {moves.error && (
        <p role="alert" className={css.problem}>
          {explain(moves.error)}
        </p>
      )}
      {isCompleting && <CompleteDialog task={task} onClose={() => setCompleting(false)} />}
    </li>
  )
}

/** What the work took so far: time, and money a currency. */
function Sum({ tasks }: { tasks: Task[] }) {
  const { money } = useFormat()
  const duration = useDuration()
  const minutes = tasks.reduce((sum, task) => sum + task.minutes_spent, 0)
  const costs = new Map<string, number>()
  for (const { cost } of tasks)
    if (cost) costs.set(cost.currency, (costs.get(cost.currency) ?? 0) + cost.amount)
  const parts = [
    ...(minutes ? [duration(minutes * 60_000)] : []),
    ...[...costs].map(([currency, amount]) => money({ amount, currency })),
  ]
  return parts.length ? <p className={css.sum}>{parts.join(' · ')}</p> : null
}
