// A ticket that is solved leaves its tasks as they are; here those that are still open are closed with it.
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys'
import { patchTask, type Task } from '../../api/tasks'
import type { Ticket } from '../../api/tickets'
import { useProblemText } from '../../hooks/useProblemText'
import css from './Ticket.module.css'

/** What was begun is done with the ticket; what was not begun is not needed any more. */
const endOf = ({ status, allowed_statuses: may }: Task) =>
  [status === 'in_progress' ? 'completed' : 'cancelled', 'completed', 'cancelled'].find(
    (end): end is 'completed' | 'cancelled' =>
      (end === 'completed' || end === 'cancelled') && may.includes(end),
  )

const isOpen = ({ status }: Task) => status === 'pending' || status === 'in_progress'

export function CloseOpenTasks({ ticket, tasks }: { ticket: Ticket; tasks: Task[] }) {
  const { t } = useTranslation('ticket')
  const client = useQueryClient()
  const explain = useProblemText()
  const open = tasks.filter((task) => isOpen(task) && endOf(task))
  const closing = useMutation({
    mutationFn: async () => {
      for (const task of open) await patchTask(task, { status: endOf(task) })
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.tickets.one(ticket.id) })
      void client.invalidateQueries({ queryKey: keys.tasks.all })
    },
  })
  if (!open.length) return null
  return (
    <div className={css.closeTasks}>
      <p>{t('task.stillOpen', { count: open.length })}</p>
      <Button size="compact-sm" loading={closing.isPending} onClick={() => closing.mutate()}>
        {t('task.closeAll')}
      </Button>
      {closing.error && (
        <p role="alert" className={css.problem}>
          {explain(closing.error)}
        </p>
      )}
    </div>
  )
}
