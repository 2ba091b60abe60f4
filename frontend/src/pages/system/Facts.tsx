// Name and value, line by line; what is not known is left out.
import type { ReactNode } from 'react'
import css from './Ledger.module.css'

export const Facts = ({ facts }: { facts: [name: string, value: ReactNode][] }) => (
  <dl className={css.facts}>
    {facts
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)
