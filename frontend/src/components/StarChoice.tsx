// One to five stars: a group of radio buttons, so that keys, screen readers and thumbs all choose.
import { IconStar, IconStarFilled } from '@tabler/icons-react'
import { useId } from 'react'
import css from './StarChoice.module.css'

const MOST = [1, 2, 3, 4, 5]

interface Props {
  /** What is asked. */
  label: string
  /** 0 while nothing is chosen. */
  value: number
  /** Without it the stars only tell. */
  onChange?: (value: number) => void
  /** What a number of stars is called: "3 stars". */
  nameOf: (value: number) => string
  size?: number
}

export function StarChoice({ label, value, onChange, nameOf, size = 28 }: Props) {
  const group = useId()
  const star = (one: number) =>
    one <= value ? (
      <IconStarFilled size={size} aria-hidden />
    ) : (
      <IconStar size={size} stroke={1.6} aria-hidden />
    )
  if (!onChange)
    return (
      <span className={css.stars} role="img" aria-label={`${label}: ${nameOf(value)}`}>
        {MOST.map((one) => (
          <span key={one}>{star(one)}</span>
        ))}
      </span>
    )
  return (
    <fieldset className={css.stars} role="radiogroup" aria-label={label}>
      {MOST.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name={group}
            value={one}
            checked={one === value}
            aria-label={nameOf(one)}
            onChange={() => onChange(one)}
          />
          {star(one)}
        </label>
      ))}
    </fieldset>
  )
}
