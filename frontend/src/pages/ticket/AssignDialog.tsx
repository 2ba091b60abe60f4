// Who answers for the ticket: a manager of its property.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { patchTicket, type Ticket } from '../../api/tickets'
import { Dialog } from '../../components/Dialog'
import { PeoplePicker } from '../../components/PeoplePicker'
import { useToast } from '../../context/ToastContext'
import { useKeepTicket } from '../../hooks/useMoveTicket'

interface Props {
  ticket: Ticket
  onClose: () => void
}

const MANAGERS = ['manager', 'executive', 'super_admin']

export function AssignDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation('ticket')
  const [chosen, setChosen] = useState<number[]>(ticket.assignee ? [ticket.assignee.id] : [])
  const keep = useKeepTicket()
  const toast = useToast()
  const saving = useMutation({
    mutationFn: (id: number) => patchTicket(ticket, { assignee_id: id }),
    onSuccess: (saved) => {
      keep(saved)
      onClose()
      toast({ title: t('assign.done', { name: saved.assignee?.name ?? '' }), room: ticket.room })
    },
  })
  const [id] = chosen
  return (
    <Dialog
      title={t('assign.title')}
      submit={t('assign.submit')}
      isSaving={saving.isPending}
      error={saving.error}
      isReady={id !== undefined && id !== ticket.assignee?.id}
      onSubmit={() => id !== undefined && saving.mutate(id)}
      onClose={onClose}
    >
      <PeoplePicker
        label={t('assign.who')}
        propertyId={ticket.property.id}
        roles={MANAGERS}
        chosen={chosen}
        onChange={setChosen}
      />
    </Dialog>
  )
}
