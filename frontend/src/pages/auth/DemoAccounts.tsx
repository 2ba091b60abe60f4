// In a demo: four doors, one an account.
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FloorMark } from '../../components/FloorMark'
import css from './Lobby.module.css'

const accounts = [
  { who: 'admin', floor: 6 },
  { who: 'manager', floor: 3 },
  { who: 'staff', floor: 1 },
  { who: 'guest', floor: 0 },
] as const

const FLOORS = [0, 1, 2, 3, 4, 5, 6]
const DEMO_PASSWORD = 'modern-management'

interface Props {
  onEnter: (account: { email: string; password: string }) => void
  /** The floor whose window is to be lit. */
  onLook: (floor: number) => void
}

export function DemoAccounts({ onEnter, onLook }: Props) {
  const { t } = useTranslation('auth')
  const away = () => onLook(0)
  return (
    <section aria-label={t('demo')}>
      <h2>{t('lookAround')}</h2>
      <ul className={css.demo}>
        {accounts.map(({ who, floor }) => (
          <li key={who}>
            <button
              type="button"
              onClick={() => onEnter({ email: `${who}@demo.example`, password: DEMO_PASSWORD })}
              onPointerEnter={() => onLook(floor)}
              onFocus={() => onLook(floor)}
              onPointerLeave={away}
              onBlur={away}
            >
              <span className={css.plate}>
                <FloorMark floor={floor} floors={FLOORS} />
              </span>
              <b>{t(`demoRole.${who}`)}</b>
              <span>{t(`demoDoes.${who}`)}</span>
              <IconArrowRight className="way" size={18} stroke={2.4} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
