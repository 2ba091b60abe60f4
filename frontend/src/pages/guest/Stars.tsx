// How it was, from one to five.
import { useTranslation } from 'react-i18next'
import { StarChoice } from '../../components/StarChoice'
import css from './Follow.module.css'

interface Props {
  value: number
  onChange?: (value: number) => void
}

export function Stars({ value, onChange }: Props) {
  const { t } = useTranslation('guest')
  const label = onChange ? t('rate.ask') : t('rate.given')
  return (
    <div className={css.stars}>
      <span aria-hidden>{label}</span>
      <StarChoice
        label={label}
        value={value}
        onChange={onChange}
        size={40}
        nameOf={(stars) => t('rate.stars', { count: stars })}
      />
    </div>
  )
}
