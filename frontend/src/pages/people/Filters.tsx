// Finding people: words, and one choice each of role, department, property and activity.
import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconChevronDown, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { departmentList } from '../../api/departments'
import { roleList } from '../../api/people'
import css from '../../components/Table.module.css'
import { useProperty } from '../../context/PropertyContext'
import { useRoleName } from '../../hooks/useRoleName'
import type { usePeopleFilters } from './usePeopleFilters'

const PAUSE = 250

interface ChoiceProps {
  label: string
  all: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
}

const Choice = ({ label, all, value, options, onChange }: ChoiceProps) => (
  <NativeSelect
    aria-label={label}
    value={value}
    data={[{ value: '', label: all }, ...options]}
    rightSection={<IconChevronDown size={16} />}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
  />
)

export function Filters({ state }: { state: ReturnType<typeof usePeopleFilters> }) {
  const { t } = useTranslation('people')
  const { data: roles } = useQuery(roleList)
  const { data: departments } = useQuery(departmentList)
  const { properties } = useProperty()
  const roleName = useRoleName()
  const [typed, setTyped] = useState(state.valueOf('q'))
  const find = useDebouncedCallback((words: string) => state.set('q', words.trim()), PAUSE)
  const named = (list: { id: number; name: string }[] = []) =>
    list.map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <div className={css.bar} role="search">
      <TextInput
        className={css.find}
        type="search"
        aria-label={t('find')}
        placeholder={t('findHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          find(currentTarget.value)
        }}
      />
      <Choice
        label={t('column.role')}
        all={t('all.roles')}
        value={state.valueOf('role')}
        options={(roles ?? []).map(({ role }) => ({
          value: role,
          label: roleName({ role, department: null }),
        }))}
        onChange={(value) => state.set('role', value)}
      />
      <Choice
        label={t('column.department')}
        all={t('all.departments')}
        value={state.valueOf('department_id')}
        options={named(departments)}
        onChange={(value) => state.set('department_id', value)}
      />
      <Choice
        label={t('column.properties')}
        all={t('all.properties')}
        value={state.valueOf('property_id')}
        options={named(properties)}
        onChange={(value) => state.set('property_id', value)}
      />
      <Choice
        label={t('column.active')}
        all={t('active.true')}
        value={state.valueOf('is_active')}
        options={[
          { value: 'false', label: t('active.false') },
          { value: 'all', label: t('active.all') },
        ]}
        onChange={(value) => state.set('is_active', value)}
      />
    </div>
  )
}
