// The lobby: the house on one side, a form on the other. Sign-in and registration stand in it.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Logo } from '../../components/Logo'
import { useFloorName } from '../../hooks/useFloorName'
import css from './Lobby.module.css'

const FLOORS = [6, 5, 4, 3, 2, 1, 0]
const WINDOWS = 7
const LIT_WINDOW = 3

/** The one yellow thing on the wall: the door one stands at, or the window of the account one is about to enter by. */
function House({ lit }: { lit: number }) {
  const { t } = useTranslation('auth')
  const { short } = useFloorName()
  return (
    <div className={css.house} aria-hidden>
      {FLOORS.map((floor) => (
        <div key={floor}>
          <b>{short(floor)}</b>
          {floor === 0 ? (
            <span data-lit={lit === 0 || undefined}>
              <em>{lit === 0 && t('youAreHere')}</em>
            </span>
          ) : (
            Array.from({ length: WINDOWS }, (_, room) => (
              <i key={room} data-lit={(floor === lit && room === LIT_WINDOW) || undefined} />
            ))
          )}
        </div>
      ))}
    </div>
  )
}

interface Props {
  title: string
  children: ReactNode
  /** The floor whose window is lit. */
  lit?: number
}

export function Lobby({ title, children, lit = 0 }: Props) {
  const { t } = useTranslation()
  return (
    <main className={css.page}>
      <House lit={lit} />
      <div className={css.lobby}>
        <header className={css.brand}>
          <Logo size={40} />
          <b>{t('product')}</b>
        </header>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
