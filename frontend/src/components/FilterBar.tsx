// Views as words with counts; filters as chips that read as a sentence: "Status open, in progress".
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../hooks/useFormat'
import css from './FilterBar.module.css'

export interface ViewTab<Key extends string> {
  key: Key
  name: string
  count?: number
  /** Its count is bad news: shown red when not 0. */
  isLate?: boolean
}

interface TabsProps<Key extends string> {
  label: string
  views: ViewTab<Key>[]
  here: Key
  onGo: (key: Key) => void
}

export function ViewTabs<Key extends string>({ label, views, here, onGo }: TabsProps<Key>) {
  const { number } = useFormat()
  return (
    <div className={css.views} role="group" aria-label={label}>
      {views.map(({ key, name, count, isLate }) => (
        <button
          type="button"
          key={key}
          aria-pressed={key === here}
          data-late={(isLate && !!count) || undefined}
          onClick={() => onGo(key)}
        >
          {name}
          {count !== undefined && <span>{number(count)}</span>}
        </button>
      ))}
    </div>
  )
}

export interface Chip<Key extends string> {
  key: Key
  name: string
  value: string
  /** A chip that only says something, and can't be dropped. */
  isFixed?: boolean
}

interface ChipsProps<Key extends string> {
  chips: Chip<Key>[]
  onDrop: (key: Key) => void
  onChange: (key: Key) => void
}

export function FilterChips<Key extends string>({ chips, onDrop, onChange }: ChipsProps<Key>) {
  const { t } = useTranslation('tickets')
  if (!chips.length) return null
  return (
    <div className={css.chips}>
      {chips.map(({ key, name, value, isFixed }) => (
        <span key={key} className={css.chip}>
          <button type="button" className={css.change} onClick={() => onChange(key)}>
            <span className="quiet">{name}</span> {value}
          </button>
          {!isFixed && (
            <button
              type="button"
              className={css.drop}
              aria-label={t('filter.remove', { name })}
              onClick={() => onDrop(key)}
            >
              <IconX size={14} aria-hidden />
            </button>
          )}
        </span>
      ))}
    </div>
  )
}
