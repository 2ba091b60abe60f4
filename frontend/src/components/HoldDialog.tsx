// Putting a ticket on hold: why it waits, and when to look again.
import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { LAST_MOMENT } from '../hooks/localTime'
import { useFocusBack } from '../hooks/useFocusBack'
import css from './Overlays.module.css'

export interface Hold {
  reason: string
  /** ISO 8601, UTC. */
  on_hold_until: string
}

interface Props {
  onHold: (hold: Hold) => void
  onClose: () => void
}

const isPast = (local: string) => new Date(local).getTime() <= Date.now()

export function HoldDialog({ onHold, onClose }: Props) {
  useFocusBack()
  const { t } = useTranslation(['tickets', 'common'])
  const form = useForm({
    initialValues: { reason: '', until: '' },
    validate: {
      reason: (value) => (value.trim() ? null : t('hold.needReason')),
      until: (value) => (!value ? t('hold.needDate') : isPast(value) ? t('hold.past') : null),
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('hold.title')}
      classNames={{ title: css.title, header: css.header }}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form
        className={css.form}
        onSubmit={form.onSubmit(({ reason, until }) =>
          onHold({ reason: reason.trim(), on_hold_until: new Date(until).toISOString() }),
        )}
      >
        <Textarea
          data-autofocus
          autosize
          minRows={2}
          label={t('hold.reason')}
          description={t('hold.reasonHint')}
          {...form.getInputProps('reason')}
        />
        <TextInput
          type="datetime-local"
          max={LAST_MOMENT}
          label={t('hold.until')}
          {...form.getInputProps('until')}
        />
        <div className={css.actions}>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button type="submit" variant="filled">
            {t('hold.submit')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
