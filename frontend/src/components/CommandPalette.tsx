// Go to a place, a ticket or an act by typing: a room number or a word is enough.
import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowRight, IconPlus, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ticketsMatching } from '../api/tickets'
import { paths } from '../config/paths'
import { consoleFor, mayReport, placesFor } from '../config/places'
import { useSession } from '../context/SessionContext'
import { StatusMark } from './Marks'
import { useFocusBack } from '../hooks/useFocusBack'
import css from './Overlays.module.css'
import { PlacePlate } from './RoomPlate'

interface Option {
  id: string
  group: 'places' | 'tickets' | 'do'
  to: string
  body: ReactNode
}

const includes = (text: string, words: string) => text.toLocaleLowerCase().includes(words.toLocaleLowerCase())

/** `isSearching`: what is found for these words is not there yet; until it is, what was found before stays. */
function useOptions(words: string): { options: Option[]; isSearching: boolean } {
  const { t } = useTranslation('shell')
  const session = useSession()
  const [q] = useDebouncedValue(words.trim(), 150)
  const { data: tickets = [], isFetching } = useQuery({
    ...ticketsMatching(q),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  })
  const places: Option[] = [...placesFor(session), ...consoleFor(session)]
    .filter(({ name }) => includes(t(name), words.trim()))
    .map(({ to, name, icon: Icon }) => ({
      id: name,
      group: 'places',
      to,
      body: (
        <>
          <Icon size={17} aria-hidden />
          <span>{t(name)}</span>
        </>
      ),
    }))
  const found: Option[] = (q.length > 1 ? tickets : []).map((ticket) => ({
    id: ticket.number,
    group: 'tickets',
    to: paths.ticket(ticket.id),
    body: (
      <>
        <PlacePlate of={ticket} size="slip" />
        <StatusMark status={ticket.status} bare />
        <span className="clip">{ticket.title}</span>
        <em>{ticket.number}</em>
      </>
    ),
  }))
  const acts: Option[] = mayReport(session)
    ? [{ id: 'new', group: 'do', to: paths.newTicket, body: <NewAct /> }]
    : []
  const isSearching = words.trim().length > 1 && (q !== words.trim() || isFetching)
  return { options: [...found, ...places, ...acts], isSearching }
}

function NewAct() {
  const { t } = useTranslation('shell')
  return (
    <>
      <IconPlus size={17} aria-hidden />
      <span>{t('newTicket')}</span>
    </>
  )
}

const groups = ['tickets', 'places', 'do'] as const
const optionId = (index: number) => `found-${index}`

/** `onClose` after going or giving up; mounted anew each time it opens. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  useFocusBack()
  const { t } = useTranslation('shell')
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const [isAhead, setAhead] = useState(false)
  const navigate = useNavigate()
  const { options, isSearching } = useOptions(words)
  const here = Math.min(at, options.length - 1)

  const go = (option: Option | undefined) => {
    if (!option) return
    onClose()
    void navigate(option.to)
  }
  const goAhead = useEffectEvent(() => go(options[here]))
  useEffect(() => {
    if (isAhead && !isSearching) goAhead()
  }, [isAhead, isSearching])

  const onKeyDown = (event: KeyboardEvent) => {
    // Who types and presses Enter at once means what will be found, not what stood there a moment ago.
    if (event.key === 'Enter') {
      if (at) go(options[here])
      else setAhead(true)
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!step || !options.length) return
    event.preventDefault()
    setAt((here + step + options.length) % options.length)
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size={620}
      padding={0}
      yOffset="14vh"
      title={t('palette.title')}
      classNames={{ header: css.unseen }}
    >
      <div className={css.find}>
        <IconSearch size={20} aria-hidden />
        <input
          data-autofocus
          aria-label={t('palette.title')}
          placeholder={t('palette.hint')}
          role="combobox"
          aria-expanded={options.length > 0}
          aria-controls="found"
          aria-activedescendant={options.length ? optionId(here) : undefined}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value)
            setAt(0)
            setAhead(false)
          }}
          onKeyDown={onKeyDown}
        />
        <kbd aria-hidden>Esc</kbd>
      </div>
      <div id="found" role="listbox" aria-label={t('palette.title')} className={css.found}>
        {groups.map((group) => (
          <OptionGroup key={group} group={group} options={options} here={here} onGo={go} />
        ))}
      </div>
      {!options.length && <p className={css.nothing}>{t('palette.nothing', { words })}</p>}
    </Modal>
  )
}

interface GroupProps {
  group: Option['group']
  options: Option[]
  here: number
  onGo: (option: Option) => void
}

function OptionGroup({ group, options, here, onGo }: GroupProps) {
  const { t } = useTranslation('shell')
  const own = options.flatMap((option, index) => (option.group === group ? [{ option, index }] : []))
  if (!own.length) return null
  return (
    <div role="group" aria-label={t(`palette.${group}`)}>
      <p aria-hidden>{t(`palette.${group}`)}</p>
      {own.map(({ option, index }) => (
        // The keyboard stays in the field above (aria-activedescendant); these are pressed.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={option.id}
          role="option"
          id={optionId(index)}
          aria-selected={index === here}
          onClick={() => onGo(option)}
        >
          {option.body}
          {index === here && <IconArrowRight className="way" size={17} stroke={2.6} aria-hidden />}
        </div>
      ))}
    </div>
  )
}
