// One task in the hand: where, the clock, what to do, the proof, one big move.
import { Button } from '@mantine/core'
import { IconArrowRight, IconCheck, IconChevronLeft, IconPlayerPause } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { isProblem } from '../../api/problem'
import { taskQuery, type Task } from '../../api/tasks'
import { ticketQuery, type Ticket } from '../../api/tickets'
import { CompleteDialog } from '../../components/CompleteDialog'
import { Composer } from '../../components/Composer'
import { Markdown } from '../../components/Markdown'
import { PriorityMark } from '../../components/Marks'
import { PlacePlate } from '../../components/RoomPlate'
import { ListSkeleton, LoadFailed, NotFound } from '../../components/States'
import { paths } from '../../config/paths'
import { useFloorName } from '../../hooks/useFloorName'
import { usePersonName } from '../../hooks/usePersonName'
import { usePolling } from '../../hooks/usePolling'
import { useProblemText } from '../../hooks/useProblemText'
import { useTaskMoves } from '../../hooks/useTaskMoves'
import { useTitle } from '../../hooks/useTitle'
import { DeclineDialog } from './DeclineDialog'
import { Proof } from './Proof'
import { Running } from './Running'
import css from './Task.module.css'

export function Component() {
  const { t } = useTranslation('tasks')
  const id = Number(useParams().task_id)
  const isId = Number.isSafeInteger(id) && id > 0
  const { data, error, refetch } = useQuery({
    ...taskQuery(id),
    enabled: isId,
    refetchInterval: usePolling(),
  })
  useTitle(data?.title)
  if (!isId || (isProblem(error) && error.status === 404)) return <NotFound />
  if (!data)
    return error ? (
      <LoadFailed error={error} onRetry={() => void refetch()} />
    ) : (
      <ListSkeleton label={t('loading')} rows={3} />
    )
  return <OneTask key={id} task={data} />
}

function OneTask({ task }: { task: Task }) {
  const { t } = useTranslation('tasks')
  const { full } = usePersonName()
  const { data: ticket } = useQuery({
    ...ticketQuery(task.ticket_id ?? 0),
    enabled: task.ticket_id !== null,
    refetchInterval: usePolling(),
  })
  return (
    <article className={css.task} aria-label={task.title}>
      <Link className={css.back} to={paths.tasks}>
        <IconChevronLeft className="way" size={22} aria-hidden />
        {t('title')}
      </Link>
      <Head task={task} ticket={ticket} />
      <Running task={task} />
      {task.description && (
        <section>
          <h2>{t('toKnow')}</h2>
          <Markdown text={task.description} />
        </section>
      )}
      {ticket?.description && (
        <section>
          <h2>{t('reported', { name: full(ticket.reporter) })}</h2>
          <Markdown text={ticket.description} />
        </section>
      )}
      {ticket && <Proof task={task} ticket={ticket} />}
      <Moves task={task} />
      {ticket && (
        <section className={css.talk}>
          <h2>{t('talk')}</h2>
          <Composer
            ticketId={ticket.id}
            to={full(ticket.reporter)}
            mayWriteInternal={ticket.allowed_actions.includes('comment:internal')}
          />
        </section>
      )}
    </article>
  )
}

function Head({ task, ticket }: { task: Task; ticket: Ticket | undefined }) {
  const { t } = useTranslation('tasks')
  const { long } = useFloorName()
  const access = ticket?.access
  return (
    <>
      <header className={css.head}>
        <PlacePlate of={task} size="head" />
        <p>
          {task.room ? long(task.room.floor) : task.property.name}
          {access && (
            <>
              <br />
              <b>{access.may_enter ? t('mayEnter') : t('mayNotEnter')}</b> {access.note}
            </>
          )}
        </p>
      </header>
      <h1>{task.title}</h1>
      <p className={css.of}>
        {task.ticket && (
          <Link to={paths.ticket(task.ticket.id)}>{`${task.ticket.number} · ${task.ticket.title}`}</Link>
        )}{' '}
        <PriorityMark priority={task.priority} words />
      </p>
    </>
  )
}

/** The one way on at the foot; giving back and pausing above it. */
function Moves({ task }: { task: Task }) {
  const { t } = useTranslation('tasks')
  const explain = useProblemText()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'complete' | 'decline' | null>(null)
  const moves = useTaskMoves(task)
  const isRunning = task.status === 'in_progress'
  const isOpen = isRunning || task.status === 'pending'
  const mayWork = moves.mayStart || moves.mayComplete
  const close = () => setDialog(null)
  return (
    <>
      {isOpen && mayWork && (
        <div className={css.others}>
          {moves.mayPause && (
            <Button leftSection={<IconPlayerPause size={19} aria-hidden />} onClick={moves.pause}>
              {t('pause')}
            </Button>
          )}
          <Button onClick={() => setDialog('decline')}>{t('decline.open')}</Button>
        </div>
      )}
      {moves.error && (
        <p role="alert" className={css.problem}>
          {explain(moves.error)}
        </p>
      )}
      <div className={css.move}>
        {isRunning && moves.mayComplete ? (
          <Button
            fullWidth
            variant="filled"
            leftSection={<IconCheck size={24} stroke={2.8} aria-hidden />}
            onClick={() => setDialog('complete')}
          >
            {t('complete.submit')}
          </Button>
        ) : moves.mayStart ? (
          <Button
            fullWidth
            variant={isOpen ? 'filled' : 'default'}
            loading={moves.isBusy}
            rightSection={<IconArrowRight className="way" size={24} stroke={2.8} aria-hidden />}
            onClick={moves.start}
          >
            {isOpen ? t('start') : t('again')}
          </Button>
        ) : (
          <p>{t(`closed.${task.status}`)}</p>
        )}
      </div>
      {dialog === 'complete' && (
        <CompleteDialog task={task} onClose={close} onDone={() => void navigate(paths.tasks)} />
      )}
      {dialog === 'decline' && (
        <DeclineDialog task={task} onClose={close} onDone={() => void navigate(paths.tasks)} />
      )}
    </>
  )
}
