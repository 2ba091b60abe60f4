// Changing what a ticket says; when someone else was faster, line by line, and nothing typed is lost.
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { categoryList } from '../../api/categories'
import { roomList } from '../../api/properties'
import { patchTicket, type Ticket, type TicketPatch } from '../../api/tickets'
import { ConflictDialog } from '../../components/ConflictDialog'
import { Dialog } from '../../components/Dialog'
import { useKeepTicket } from '../../hooks/useMoveTicket'
import { useVersionedEdit } from '../../hooks/useVersionedEdit'
import { priorities } from '../tickets/listState'
import { changed, editable, fieldsFor, linesOf, type EditableField, type Edited } from './editable'

interface Props {
  ticket: Ticket
  onClose: () => void
}

export function EditDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation(['ticket', 'common'])
  const keep = useKeepTicket()
  // What was read when the form opened: what is polled meanwhile doesn't change under one's hands.
  const [read] = useState(ticket)
  const [values, setValues] = useState<Edited>(() => editable(ticket))
  const fields = fieldsFor(ticket.allowed_actions)
  const categories = useQuery({ ...categoryList, enabled: fields.includes('category_id') }).data ?? []
  const rooms = useQuery({ ...roomList(ticket.property.id), enabled: fields.includes('room_id') }).data ?? []
  const edit = useVersionedEdit<Ticket, TicketPatch>({
    save: patchTicket,
    onSaved: (saved) => {
      keep(saved)
      onClose()
    },
  })
  const set = (field: EditableField, value: string) => setValues({ ...values, [field]: value })
  const patch = changed(editable(read), values)
  const namesOf: Record<EditableField, (value: string) => string> = {
    title: (value) => value,
    description: (value) => value,
    priority: (value) => {
      const priority = priorities.find((one) => one === value)
      return priority ? t(`common:priority.${priority}`) : value
    },
    category_id: (value) => categories.find(({ id }) => String(id) === value)?.name ?? value,
    room_id: (value) => rooms.find(({ id }) => String(id) === value)?.name ?? value,
  }

  if (edit.conflict) {
    const theirs = editable(edit.conflict.current)
    const lines = linesOf(patch, values, theirs).map(({ field, mine, theirs: there }) => ({
      field,
      name: t(`ticket:field.${field}`),
      mine: namesOf[field](mine),
      theirs: namesOf[field](there),
    }))
    return (
      <ConflictDialog
        name={ticket.number}
        lines={lines}
        onSave={(mine) => {
          const rest = Object.fromEntries(
            Object.entries(patch).filter(([field]) => mine.some((one) => one === field)),
          )
          edit.resolve(Object.keys(rest).length ? rest : null)
        }}
        onKeepTheirs={() => edit.resolve(null)}
        onClose={edit.dismiss}
      />
    )
  }
  return (
    <Dialog
      title={t('ticket:edit.title', { number: ticket.number })}
      submit={t('ticket:edit.submit')}
      isSaving={edit.isSaving}
      error={edit.error}
      isReady={Object.keys(patch).length > 0 && values.title.trim() !== ''}
      onSubmit={() => edit.save(read, patch)}
      onClose={onClose}
    >
      {fields.includes('title') && (
        <>
          <TextInput
            data-autofocus
            label={t('ticket:field.title')}
            maxLength={200}
            value={values.title}
            onChange={(event) => set('title', event.currentTarget.value)}
          />
          <Textarea
            autosize
            minRows={3}
            maxRows={10}
            label={t('ticket:field.description')}
            value={values.description}
            onChange={(event) => set('description', event.currentTarget.value)}
          />
        </>
      )}
      {fields.includes('priority') && (
        <>
          <NativeSelect
            label={t('ticket:field.priority')}
            value={values.priority}
            data={priorities.map((value) => ({ value, label: namesOf.priority(value) }))}
            onChange={(event) => set('priority', event.currentTarget.value)}
          />
          <NativeSelect
            label={t('ticket:field.category_id')}
            value={values.category_id}
            data={categories.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={(event) => set('category_id', event.currentTarget.value)}
          />
          <NativeSelect
            label={t('ticket:field.room_id')}
            value={values.room_id}
            data={[
              { value: '', label: t('ticket:edit.noRoom') },
              ...rooms.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            onChange={(event) => set('room_id', event.currentTarget.value)}
          />
        </>
      )}
    </Dialog>
  )
}
