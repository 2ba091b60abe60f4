// Done: an ink sign at the foot of the page that says what happened, with the chance to take it back (Z).
import { CloseButton } from '@mantine/core'
import { useHotkeys, useTimeout } from '@mantine/hooks'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ToastMessage } from '../context/ToastContext'
import { RoomPlate } from './RoomPlate'
import css from './States.module.css'

export function Toast({
  title,
  text,
  room,
  floors,
  onUndo,
  seconds = 8,
  onClose,
}: ToastMessage & { onClose: () => void }) {
  const { t } = useTranslation()
  useTimeout(onClose, seconds * 1000, { autoInvoke: true })
  const undo = () => {
    onUndo?.()
    onClose()
  }
  useHotkeys(onUndo ? [['Z', undo]] : [])
  return (
    <div className={css.toast} role="status">
      {room && <RoomPlate name={room.name} floor={room.floor} floors={floors} />}
      <span>
        <b>{title}</b> {text}
      </span>
      {onUndo ? (
        <button type="button" onClick={undo}>
          <IconArrowBackUp size={18} aria-hidden />
          {t('action.undo')}
          <kbd aria-hidden>Z</kbd>
        </button>
      ) : (
        <CloseButton c="inherit" variant="transparent" aria-label={t('action.close')} onClick={onClose} />
      )}
      <i aria-hidden style={{ animationDuration: `${seconds}s` }} />
    </div>
  )
}
