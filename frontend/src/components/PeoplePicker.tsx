// Find people by name and choose one or several; who is away says so.
import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleMatching, type Person as User } from '../api/users'
import { useFormat } from '../hooks/useFormat'
import { useNow } from '../hooks/useNow'
import { useRoleName } from '../hooks/useRoleName'
import { Person } from './Marks'
import css from './PeoplePicker.module.css'

interface Props {
  label: string
  propertyId: number
  roles: string[]
  chosen: number[]
  onChange: (ids: number[]) => void
  /** Several people may have it together. */
  isMany?: boolean
}

const isAway = ({ away_from: from, away_until: until }: User, now: number) =>
  (from !== null || until !== null) &&
  (from === null || Date.parse(from) <= now) &&
  (until === null || Date.parse(until) >= now)

export function PeoplePicker({ label, propertyId, roles, chosen, onChange, isMany = false }: Props) {
  const { t } = useTranslation('picker')
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 200)
  const { data, isError } = useQuery(
    peopleMatching({ role: roles, property_id: [propertyId], is_active: true, q: q || undefined }),
  )
  const press = (id: number) => {
    if (!isMany) onChange([id])
    else onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
  }
  return (
    <div>
      <TextInput
        data-autofocus
        label={label}
        placeholder={t('find')}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className={css.people} aria-label={label}>
        {data?.map((person) => (
          <li key={person.id}>
            <Choice person={person} isChosen={chosen.includes(person.id)} onPress={() => press(person.id)} />
          </li>
        ))}
      </ul>
      {data?.length === 0 && <p className={css.nobody}>{t('nobody')}</p>}
      {isError && <p role="alert">{t('failed')}</p>}
    </div>
  )
}

interface ChoiceProps {
  person: User
  isChosen: boolean
  onPress: () => void
}

function Choice({ person, isChosen, onPress }: ChoiceProps) {
  const { t } = useTranslation('picker')
  const { day } = useFormat()
  const roleName = useRoleName()
  const now = useNow()
  const { away_until: until } = person
  const away = until ? t('awayUntil', { day: day(until) }) : t('away')
  return (
    <button type="button" aria-pressed={isChosen} onClick={onPress}>
      <Person name={person.name} />
      <b className="clip">{person.name}</b>
      {isAway(person, now) ? (
        <span className={css.away}>{away}</span>
      ) : (
        <span className={css.role}>{roleName(person)}</span>
      )}
      {isChosen && <IconCheck size={17} stroke={3} aria-hidden />}
    </button>
  )
}
