// Work of a ticket: what is to be done, by whom, by when.
import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys'
import { assignTask, createTask, patchTask, type Task } from '../../api/tasks'
import type { Ticket } from '../../api/tickets'
import { Dialog } from '../../components/Dialog'
import { PeoplePicker } from '../../components/PeoplePicker'
import { useSession, useTimeZone } from '../../context/SessionContext'
import { useNow } from '../../hooks/useNow'
import { LAST_MOMENT, toIso, toLocal } from '../../hooks/localTime'

interface Props {
  ticket: Ticket
  /** Given on to others; a new one without. */
  task?: Task
  onClose: () => void
}

const WORKERS = ['staff', 'manager']

interface Values {
  title: string
  note: string
  due: string
}

/** A new task, one that waits for somebody, or one that goes to other people; `due` is an instant, or empty. */
async function give(ticket: Ticket, task: Task | undefined, values: Values, people: number[], key: string) {
  const due_at = values.due || null
  if (task) return patchTask(task, { user_ids: people, due_at, title: values.title.trim() })
  const title = values.title.trim()
  const isFirst = ticket.task_ids.length === 0
  if (!people.length)
    return createTask({ ticket_id: ticket.id, title, description: values.note, user_ids: [], due_at }, key)
  return assignTask(
    {
      ticket_id: ticket.id,
      user_ids: people,
      title: isFirst && title === ticket.title ? null : title,
      note: values.note.trim() || null,
      due_at,
    },
    key,
  )
}

export function TaskDialog({ ticket, task, onClose }: Props) {
  const { t } = useTranslation('ticket')
  const { can, user } = useSession()
  const timeZone = useTimeZone()
  const client = useQueryClient()
  const mayGive = can('task:create')
  const [people, setPeople] = useState(task?.assignees.map(({ id }) => id) ?? (mayGive ? [] : [user.id]))
  const [key] = useState(() => crypto.randomUUID())
  const due = task ? task.due_at : ticket.due_at
  const now = useNow()
  const isPast = due !== null && Date.parse(due) < now
  const form = useForm<Values>({
    initialValues: {
      title: task?.title ?? (ticket.task_ids.length ? '' : ticket.title),
      note: task?.description ?? '',
      due: due && !(isPast && !task) ? toLocal(due, timeZone) : '',
    },
    validate: { title: (value) => (value.trim() ? null : t('task.needTitle')) },
  })
  const saving = useMutation({
    mutationFn: ({ due: local, ...values }: Values) =>
      give(ticket, task, { ...values, due: local && toIso(local, timeZone) }, people, key),
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: keys.tickets.one(ticket.id) })
      void client.invalidateQueries({ queryKey: keys.tickets.lists })
      void client.invalidateQueries({ queryKey: keys.tasks.all })
    },
  })
  return (
    <Dialog
      title={task ? t('task.editTitle') : t('task.newTitle')}
      submit={people.length ? t('task.give') : t('task.keep')}
      isSaving={saving.isPending}
      error={saving.error}
      onSubmit={() => form.onSubmit((values) => saving.mutate(values))()}
      onClose={onClose}
    >
      {mayGive && (
        <PeoplePicker
          isMany
          label={t('task.who')}
          propertyId={ticket.property.id}
          roles={WORKERS}
          chosen={people}
          onChange={setPeople}
        />
      )}
      <TextInput label={t('task.title')} maxLength={200} {...form.getInputProps('title')} />
      {!task && <Textarea autosize minRows={2} label={t('task.note')} {...form.getInputProps('note')} />}
      <TextInput
        type="datetime-local"
        max={LAST_MOMENT}
        label={t('task.due')}
        {...form.getInputProps('due')}
      />
    </Dialog>
  )
}
