// The route of a ticket: stops behind, where it is now, stops ahead, each with who and when.
import { IconArrowRight, IconCheck } from '@tabler/icons-react'
import css from './RouteLine.module.css'

export interface Stop {
  name: string
  who?: string
  at?: string
  state: 'past' | 'here' | 'ahead'
  detail?: string
}

interface Props {
  stops: Stop[]
  label: string
  /** From top to bottom: on phones, for guests, in a narrow column. */
  upright?: boolean
  small?: boolean
}

export function RouteLine({ stops, label, upright, small }: Props) {
  return (
    <ol
      className={css.route}
      data-upright={upright || undefined}
      data-small={small || undefined}
      aria-label={label}
    >
      {stops.map((stop) => (
        <li
          key={stop.name}
          className={css.stop}
          data-state={stop.state}
          aria-current={stop.state === 'here' ? 'step' : undefined}
        >
          <span className={css.point} aria-hidden>
            {stop.state === 'past' && <IconCheck size={12} stroke={3.4} />}
            {stop.state === 'here' && <IconArrowRight className={css.arrow} size={16} stroke={3} />}
          </span>
          <span className={css.words}>
            <b className={css.name}>{stop.name}</b>
            <span className={css.who}>
              {stop.who}
              {stop.at && <span className={css.at}>{stop.at}</span>}
            </span>
            {stop.detail && <span className={css.detail}>{stop.detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
