// Photos of the work: sent as soon as they are taken; one that did not go stays, and is sent again by a press.
import { FileButton } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys'
import type { Task } from '../../api/tasks'
import type { Ticket } from '../../api/tickets'
import { Attachments } from '../../components/Attachments'
import { Uploads } from '../../components/Uploads'
import { useUploads } from '../../hooks/useUploads'
import css from './Task.module.css'

export function Proof({ task, ticket }: { task: Task; ticket: Ticket }) {
  const { t } = useTranslation('tasks')
  const client = useQueryClient()
  const uploads = useUploads(() => void client.invalidateQueries({ queryKey: keys.tickets.one(ticket.id) }))
  if (!ticket.allowed_actions.includes('attachment:add')) return null
  const own = ticket.attachments.filter(
    ({ task_id: of, comment_id: said }) => of === task.id || (!of && !said),
  )
  return (
    <section>
      <h2>{t('photos')}</h2>
      <Attachments items={own} />
      <Uploads uploads={uploads} />
      <FileButton
        multiple
        accept="image/*"
        onChange={(files) => void uploads.send(ticket.id, files, { task_id: task.id })}
      >
        {(props) => (
          <button type="button" className={css.camera} {...props}>
            <IconCamera size={26} stroke={1.8} aria-hidden />
            {t('takePhoto')}
          </button>
        )}
      </FileButton>
    </section>
  )
}
