// One setting: its name and effect at the start, its field at the end.
import { useId, type ReactNode } from 'react'
import css from '../System.module.css'

interface Props {
  name: string
  says: string
  children: ReactNode
}

export function Setting({ name, says, children }: Props) {
  const id = useId()
  return (
    <div className={css.setting} role="group" aria-labelledby={`${id}n`} aria-describedby={`${id}s`}>
      <div>
        <h3 id={`${id}n`}>{name}</h3>
        <p id={`${id}s`}>{says}</p>
      </div>
      <div className={css.field}>{children}</div>
    </div>
  )
}
