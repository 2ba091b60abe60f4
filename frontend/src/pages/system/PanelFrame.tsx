// What stands beside a ledger's list: one row of it in full. It takes the focus when it opens, and gives it back.
import { CloseButton } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../../hooks/useFocusBack'
import css from './Ledger.module.css'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
}

export function PanelFrame({ title, onClose, children }: Props) {
  useFocusBack()
  const { t } = useTranslation()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus(), [])
  return (
    <aside ref={panel} className={css.panel} tabIndex={-1} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <CloseButton size="lg" aria-label={t('action.close')} onClick={onClose} />
      </header>
      {children}
    </aside>
  )
}
