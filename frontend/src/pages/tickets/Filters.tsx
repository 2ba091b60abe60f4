// The second bar: what is filtered, as chips; words to find; the order.
import { Menu, VisuallyHidden } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconArrowsSort, IconSearch } from '@tabler/icons-react'
import { useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterChips } from '../../components/FilterBar'
import bar from '../../components/FilterBar.module.css'
import { FilterPanel } from './FilterPanel'
import { sortOf, sorts, without, type ListState } from './listState'
import css from './Tickets.module.css'
import { useChips } from './useChips'

interface Props {
  state: ListState
  onChange: (state: ListState) => void
  findRef: RefObject<HTMLInputElement | null>
}

export function Filters({ state, onChange, findRef }: Props) {
  const { t } = useTranslation('tickets')
  const [isOpen, setOpen] = useState(false)
  const chips = useChips(state)
  return (
    <div className={css.bar2} role="group" aria-label={t('filter.label')}>
      <FilterChips
        chips={chips}
        onDrop={(name) => onChange(without(state, name))}
        onChange={(name) => (name === 'q' ? findRef.current?.focus() : setOpen(true))}
      />
      <FilterPanel state={state} onChange={onChange} opened={isOpen} onOpen={setOpen}>
        <button type="button" className={bar.filter} onClick={() => setOpen(!isOpen)}>
          <IconAdjustmentsHorizontal size={16} aria-hidden />
          {t('filter.add')}
        </button>
      </FilterPanel>
      <SortMenu state={state} onChange={onChange} />
      <Find key={state.q} words={state.q} onFind={(q) => onChange({ ...state, q })} findRef={findRef} />
    </div>
  )
}

function SortMenu({ state, onChange }: Omit<Props, 'findRef'>) {
  const { t } = useTranslation('tickets')
  const now = sortOf(state)
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={bar.filter}>
          <IconArrowsSort size={16} aria-hidden />
          <span className={css.sortWords}>
            <VisuallyHidden>{t('filter.sort')}</VisuallyHidden> {t(`sort.${now}`)}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {sorts.map((sort) => (
          <Menu.Item
            key={sort}
            fw={sort === now ? 750 : undefined}
            onClick={() => onChange({ ...state, sort })}
          >
            {t(`sort.${sort}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface FindProps {
  words: string
  onFind: (words: string) => void
  findRef: RefObject<HTMLInputElement | null>
}

const PAUSE = 350

function Find({ words, onFind, findRef }: FindProps) {
  const { t } = useTranslation('tickets')
  const [typed, setTyped] = useState(words)
  const find = useDebouncedCallback((next: string) => onFind(next.trim()), PAUSE)
  return (
    <label className={css.find}>
      <IconSearch size={15} aria-hidden />
      <input
        ref={findRef}
        type="search"
        aria-label={t('filter.findLabel')}
        placeholder={t('filter.find')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          find(event.currentTarget.value)
        }}
      />
    </label>
  )
}
