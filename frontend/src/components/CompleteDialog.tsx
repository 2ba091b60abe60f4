// Finishing a task: how long it took, what it cost, a word about it. All of it may be left out.
import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { Task } from '../api/tasks'
import { useProperty } from '../context/PropertyContext'
import { minorUnits } from '../hooks/minorUnits'
import { useTaskMoves } from '../hooks/useTaskMoves'
import { Dialog } from './Dialog'

interface Props {
  task: Task
  onClose: () => void
  onDone?: () => void
}

const FALLBACK_CURRENCY = 'EUR'
const MINUTE = 60_000

/** Minutes since it was begun: a start for what one enters. */
const sinceStart = ({ started_at: at, minutes_spent: spent }: Task) => {
  const minutes = at ? Math.round((Date.now() - Date.parse(at)) / MINUTE) : 0
  return minutes > 0 && minutes < 600 && !spent ? String(minutes) : ''
}

export function CompleteDialog({ task, onClose, onDone }: Props) {
  const { t } = useTranslation('tasks')
  const { properties } = useProperty()
  const currency = properties.find(({ id }) => id === task.property.id)?.currency ?? FALLBACK_CURRENCY
  const moves = useTaskMoves(task, () => {
    onClose()
    onDone?.()
  })
  const form = useForm({
    initialValues: { minutes: sinceStart(task), cost: '', note: '' },
    validate: {
      minutes: (value) => (/^\d{0,5}$/.test(value.trim()) ? null : t('complete.wrongMinutes')),
      cost: (value) => (minorUnits(value, currency) === null ? t('complete.wrongCost') : null),
    },
  })
  const submit = form.onSubmit(({ minutes, cost, note }) => {
    const amount = minorUnits(cost, currency)
    moves.complete({
      minutes: Number(minutes),
      cost: amount ? { amount, currency } : null,
      note: note.trim() || null,
    })
  })
  return (
    <Dialog
      title={t('complete.title')}
      submit={t('complete.submit')}
      isSaving={moves.isBusy}
      error={moves.error}
      onSubmit={() => submit()}
      onClose={onClose}
    >
      <p>{task.title}</p>
      <TextInput
        inputMode="numeric"
        label={t('complete.minutes')}
        {...form.getInputProps('minutes')}
        data-autofocus
      />
      <TextInput
        inputMode="decimal"
        label={t('complete.cost', { currency })}
        {...form.getInputProps('cost')}
      />
      <Textarea
        autosize
        minRows={2}
        maxLength={2000}
        label={t('complete.note')}
        description={t('complete.noteHint')}
        {...form.getInputProps('note')}
      />
    </Dialog>
  )
}
