// How it was, from one to five.
import { Rating } from '@mantine/core'
import { IconStar, IconStarFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import css from './Follow.module.css'

interface Props {
  value: number
  onChange?: (value: number) => void
}

export function Stars({ value, onChange }: Props) {
  const { t } = useTranslation('guest')
  return (
    <div className={css.stars}>
      <span>{onChange ? t('rate.ask') : t('rate.given')}</span>
      <Rating
        value={value}
        readOnly={!onChange}
        onChange={onChange}
        fullSymbol={<IconStarFilled size={40} />}
        emptySymbol={<IconStar size={40} stroke={1.6} />}
        getSymbolLabel={(stars) => t('rate.stars', { count: stars })}
      />
    </div>
  )
}
