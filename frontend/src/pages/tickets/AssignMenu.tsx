// Choose a manager by name: oneself first, then who matches.
import { Menu, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleMatching } from '../../api/users'
import { useSession } from '../../context/SessionContext'

interface Props {
  onAssign: (userId: number) => void
  /** The button that opens it. */
  children: ReactNode
}

export function AssignMenu({ onAssign, children }: Props) {
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Managers onAssign={onAssign} />
      </Menu.Dropdown>
    </Menu>
  )
}

function Managers({ onAssign }: Pick<Props, 'onAssign'>) {
  const { t } = useTranslation('tickets')
  const { user } = useSession()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 200)
  const { data = [], isSuccess } = useQuery(
    peopleMatching({ role: ['manager'], is_active: true, q: q || undefined }),
  )
  const others = data.filter(({ id }) => id !== user.id)
  return (
    <>
      <TextInput
        data-autofocus
        m={4}
        aria-label={t('bulk.findPerson')}
        placeholder={t('bulk.findPerson')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {user.role === 'manager' && <Menu.Item onClick={() => onAssign(user.id)}>{t('bulk.me')}</Menu.Item>}
      {others.map(({ id, name, department }) => (
        <Menu.Item
          key={id}
          rightSection={<span className="quiet">{department?.name}</span>}
          onClick={() => onAssign(id)}
        >
          {name}
        </Menu.Item>
      ))}
      {isSuccess && !others.length && <Menu.Label>{t('bulk.nobodyFound')}</Menu.Label>}
    </>
  )
}
