// The lobby directory: the building in section, one lit window an open ticket; press a floor to go there.
import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFloorName } from '../hooks/useFloorName'
import css from './FloorIndex.module.css'

export interface FloorLoad {
  open: number
  late: number
}

interface Props {
  property: string
  /** In any order; shown top first. */
  floors: number[]
  load: Map<number, FloorLoad>
  here?: number
  /** Undefined: all floors. */
  onGo: (floor: number | undefined) => void
}

const WINDOWS = 14

const topFirst = (floors: number[]) => [...floors].sort((a, b) => b - a)
const none: FloorLoad = { open: 0, late: 0 }

export function FloorIndex({ property, floors, load, here, onGo }: Props) {
  const { t } = useTranslation('shell')
  const { short, long } = useFloorName()
  return (
    <ul className={css.building} aria-label={t('floors', { property })}>
      {topFirst(floors).map((floor) => {
        const { open, late } = load.get(floor) ?? none
        return (
          <li key={floor} data-ground={floor === 0 || undefined}>
            <button
              type="button"
              className={css.floor}
              aria-pressed={here === floor}
              onClick={() => onGo(here === floor ? undefined : floor)}
            >
              <span className={css.name} aria-hidden>
                {short(floor)}
              </span>
              <VisuallyHidden>
                {t('floorLoad', { floor: long(floor), count: open })}
                {late > 0 && `, ${t('lateCount', { count: late })}`}
              </VisuallyHidden>
              <span className={css.windows} aria-hidden>
                {Array.from({ length: Math.min(open, WINDOWS) }, (_, index) => (
                  <i key={index} data-late={index < late || undefined} />
                ))}
              </span>
              <span className={css.count} aria-hidden>
                {open}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** The same floors as lift buttons, for phones. */
export function FloorButtons({ floors, load, here, onGo }: Omit<Props, 'property'>) {
  const { t } = useTranslation('shell')
  const { short, long } = useFloorName()
  return (
    <div className={css.lift} role="group" aria-label={t('liftFloors')}>
      <button type="button" aria-pressed={here === undefined} onClick={() => onGo(undefined)}>
        {t('allFloors')}
      </button>
      {topFirst(floors).map((floor) => {
        const { open, late } = load.get(floor) ?? none
        return (
          <button type="button" key={floor} aria-pressed={here === floor} onClick={() => onGo(floor)}>
            <span aria-hidden>{short(floor)}</span>
            <VisuallyHidden>
              {t('floorLoad', { floor: long(floor), count: open })}
              {late > 0 && `, ${t('lateCount', { count: late })}`}
            </VisuallyHidden>
            {late > 0 && <i aria-hidden>{late}</i>}
          </button>
        )
      })}
    </div>
  )
}
