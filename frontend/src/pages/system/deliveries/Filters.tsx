// The filters of the ledger: what is on as chips, the panel of the others, words to find.
import { Popover, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterChips } from '../../../components/FilterBar'
import bar from '../../../components/FilterBar.module.css'
import { LAST_DAY } from '../../../hooks/localTime'
import css from '../Ledger.module.css'
import { channels } from './filters'
import { useChips } from './useChips'
import type { Ledger } from './useLedger'

const PAUSE = 300
const days = ['from', 'to'] as const

function Panel({ ledger: { channel, valueOf, set } }: { ledger: Ledger }) {
  const { t } = useTranslation('systemLedger')
  return (
    <>
      <fieldset className={css.group}>
        <legend className="label">{t('filter.channel')}</legend>
        {channels.map((one) => (
          <button
            type="button"
            key={one}
            aria-pressed={one === channel}
            onClick={() => set({ channel: one === channel ? '' : one })}
          >
            {t(`channel.${one}`)}
          </button>
        ))}
      </fieldset>
      <fieldset className={css.group}>
        <legend className="label">{t('filter.days')}</legend>
        {days.map((name) => (
          <DayField
            key={name}
            label={t(`filter.${name}`)}
            value={valueOf(name)}
            onChange={(day) => set({ [name]: day })}
          />
        ))}
      </fieldset>
    </>
  )
}

interface DayFieldProps {
  label: string
  value: string
  onChange: (day: string) => void
}

/** The address follows a moment later: what is being typed stands in the field meanwhile. */
function DayField({ label, value, onChange }: DayFieldProps) {
  const [typed, setTyped] = useState<string>()
  return (
    <TextInput
      type="date"
      max={LAST_DAY}
      label={label}
      value={typed ?? value}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        onChange(currentTarget.value)
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}

export function Filters({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation('systemLedger')
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState(ledger.valueOf('q'))
  const field = useRef<HTMLInputElement>(null)
  const find = useDebouncedCallback((words: string) => ledger.set({ q: words.trim() }), PAUSE)
  const chips = useChips(ledger)
  const drop = (name: (typeof chips)[number]['key']) => {
    if (name === 'q') setTyped('')
    ledger.set({ [name]: '' })
  }
  return (
    <div className={css.bar} role="search">
      <FilterChips
        chips={chips}
        onDrop={drop}
        onChange={(name) => (name === 'q' ? field.current?.focus() : setOpen(true))}
      />
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-start"
        width={360}
        trapFocus
        returnFocus
        shadow="none"
      >
        <Popover.Target>
          <button type="button" className={bar.filter} onClick={() => setOpen(!isOpen)}>
            <IconAdjustmentsHorizontal size={16} aria-hidden />
            {t('filter.open')}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={css.filter}>
          <Panel ledger={ledger} />
        </Popover.Dropdown>
      </Popover>
      <TextInput
        ref={field}
        className={css.find}
        type="search"
        aria-label={t('filter.find')}
        placeholder={t('filter.findHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          find(currentTarget.value)
        }}
      />
    </div>
  )
}
