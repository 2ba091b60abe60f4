// A question before something that is not taken back easily; what stands in the way is said in its place.
import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../hooks/useFocusBack'
import { useProblemText } from '../hooks/useProblemText'
import css from './Overlays.module.css'

interface Props {
  title: string
  /** What follows from it. */
  children: ReactNode
  /** The verb. */
  yes: string
  error: unknown
  isBusy: boolean
  onYes: () => void
  onClose: () => void
}

export function Confirm({ title, children, yes, error, isBusy, onYes, onClose }: Props) {
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
      <div className={css.form}>
        {children}
        {error !== null && (
          <p className={css.problem} role="alert">
            {explain(error)}
          </p>
        )}
        <div className={css.actions}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            variant="filled"
            color="var(--mm-ink)"
            c="var(--mm-surface)"
            loading={isBusy}
            onClick={onYes}
          >
            {yes}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
