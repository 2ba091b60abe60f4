// A line of settings: its name and effect at the start, its field at the end.
import type { ReactNode } from 'react'
import css from './Preferences.module.css'

interface Props {
  name: string
  says: string
  children: ReactNode
}

export const Setting = ({ name, says, children }: Props) => (
  <div className={css.setting}>
    <div>
      <h3>{name}</h3>
      <p>{says}</p>
    </div>
    <div className={css.field}>{children}</div>
  </div>
)
