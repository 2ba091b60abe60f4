// Giving a task back to the manager, with the reason.
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../api/tasks'
import { Dialog } from '../../components/Dialog'
import { useTaskMoves } from '../../hooks/useTaskMoves'

interface Props {
  task: Task
  onClose: () => void
  onDone: () => void
}

export function DeclineDialog({ task, onClose, onDone }: Props) {
  const { t } = useTranslation('tasks')
  const [reason, setReason] = useState('')
  const moves = useTaskMoves(task, () => {
    onClose()
    onDone()
  })
  return (
    <Dialog
      title={t('decline.title')}
      submit={t('decline.submit')}
      isSaving={moves.isBusy}
      error={moves.error}
      isReady={reason.trim() !== ''}
      onSubmit={() => moves.decline(reason.trim())}
      onClose={onClose}
    >
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        maxLength={2000}
        label={t('decline.reason')}
        description={t('decline.hint')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Dialog>
  )
}
