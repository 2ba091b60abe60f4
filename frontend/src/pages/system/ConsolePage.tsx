// The frame of a room of the System Console: its name, what it is for, and in the hand the way back to the directory.
import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { paths } from '../../config/paths'
import { useIsPhone } from '../../hooks/useScreen'
import { useTitle } from '../../hooks/useTitle'
import css from './System.module.css'

interface Props {
  title: string
  lead?: string
  /** Beside the title: what can be done with all of it. */
  actions?: ReactNode
  /** Where the arrow of a phone leads, when not to the console's directory. */
  up?: { to: string; name: string }
  children: ReactNode
}

export function ConsolePage({ title, lead, actions, up, children }: Props) {
  const { t } = useTranslation('shell')
  const isPhone = useIsPhone()
  useTitle(title)
  const isTop = useLocation().pathname === paths.system
  const back = up ?? (isPhone && !isTop ? { to: paths.system, name: t('places.system') } : undefined)
  return (
    <div className={css.page}>
      {back && (
        <Link to={back.to} className={css.up}>
          <IconArrowLeft className="way" size={17} aria-hidden />
          {back.name}
        </Link>
      )}
      <header className={css.head}>
        <div>
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  )
}
