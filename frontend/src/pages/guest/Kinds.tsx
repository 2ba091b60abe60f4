// What it is about: the first few categories, the others behind "Something else". Choosing one is never a must.
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestRoom } from '../../api/guest'
import css from './Guest.module.css'

type Kind = GuestRoom['categories'][number]

const AT_FIRST = 7

export const kindName = ({ name, names }: Kind, language: string) => {
  const translated: unknown = names[language]
  return typeof translated === 'string' ? translated : name
}

interface Props {
  kinds: Kind[]
  chosen: number | null
  onChoose: (id: number | null) => void
}

export function Kinds({ kinds, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation('guest')
  const [isOpen, setOpen] = useState(false)
  const isFar = kinds.findIndex(({ id }) => id === chosen) >= AT_FIRST
  const isWhole = isOpen || isFar || kinds.length <= AT_FIRST + 1
  const shown = isWhole ? kinds : kinds.slice(0, AT_FIRST)
  return (
    <div className={css.kinds} role="group" aria-label={t('about')}>
      {shown.map((kind) => (
        <button
          key={kind.id}
          type="button"
          role="checkbox"
          aria-checked={kind.id === chosen}
          onClick={() => onChoose(kind.id === chosen ? null : kind.id)}
        >
          {kindName(kind, i18n.language)}
        </button>
      ))}
      {!isWhole && (
        <button type="button" onClick={() => setOpen(true)}>
          {t('somethingElse')}
          <IconChevronDown size={18} aria-hidden />
        </button>
      )}
    </div>
  )
}
