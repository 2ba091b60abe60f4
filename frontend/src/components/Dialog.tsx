// A small form over the page: a title, fields, what went wrong, and two buttons.
import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../hooks/useFocusBack'
import { useProblemText } from '../hooks/useProblemText'
import css from './Overlays.module.css'

interface Props {
  title: string
  submit: string
  onSubmit: () => void
  onClose: () => void
  isSaving: boolean
  error?: unknown
  isReady?: boolean
  children: ReactNode
}

export function Dialog({
  title,
  submit,
  onSubmit,
  onClose,
  isSaving,
  error,
  isReady = true,
  children,
}: Props) {
  useFocusBack()
  const { t } = useTranslation()
  const explain = useProblemText()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      classNames={{ title: css.title, header: css.header }}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !isSaving) onSubmit()
        }}
      >
        {children}
        {error !== undefined && error !== null && (
          <p className={css.problem} role="alert">
            {explain(error)}
          </p>
        )}
        <div className={css.actions}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="filled" loading={isSaving} disabled={!isReady}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
