// Adding, editing and archiving a category.
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  archiveCategory,
  categoryList,
  createCategory,
  patchCategory,
  type Category,
  type CategoryNew,
  type CategoryPatch,
} from '../../api/categories'
import { departmentList } from '../../api/departments'
import { keys } from '../../api/keys'
import { EditDialog, NewDialog, type FormField, type Values } from '../../components/RecordForm'
import { ArchiveConfirm } from './ArchiveConfirm'

const priorities = ['low', 'medium', 'high', 'critical'] as const
const roomStatuses = ['cleaning', 'maintenance', 'out_of_order'] as const

const id = (value: string | undefined) => (value ? Number(value) : null)
const priority = (value: string | undefined) => priorities.find((one) => one === value) ?? null
const roomStatus = (value: string | undefined) => roomStatuses.find((one) => one === value) ?? null

const valuesOf = (category: Category): Values => ({
  name: category.name,
  parent_id: category.parent_id === null ? '' : String(category.parent_id),
  department_id: String(category.department.id),
  default_priority: category.default_priority ?? '',
  room_status: category.room_status ?? '',
})

const bodyOf = (values: Values): CategoryNew => ({
  name: values.name?.trim() ?? '',
  names: {},
  parent_id: id(values.parent_id),
  department_id: Number(values.department_id),
  default_priority: priority(values.default_priority),
  room_status: roomStatus(values.room_status),
})

/** Only what changed is sent. */
const patchOf = (values: Values): CategoryPatch => ({
  name: values.name?.trim(),
  parent_id: 'parent_id' in values ? id(values.parent_id) : undefined,
  department_id: 'department_id' in values ? Number(values.department_id) : undefined,
  default_priority: 'default_priority' in values ? priority(values.default_priority) : undefined,
  room_status: 'room_status' in values ? roomStatus(values.room_status) : undefined,
})

function useFields(own?: Category): FormField[] {
  const { t } = useTranslation(['settings', 'common', 'rooms'])
  const { data: categories = [] } = useQuery(categoryList)
  const { data: departments = [] } = useQuery(departmentList)
  const parents = categories.filter((one) => one.parent_id === null && one.id !== own?.id)
  const named = (list: { id: number; name: string }[]) =>
    list.map((one) => ({ value: String(one.id), label: one.name }))
  return [
    { name: 'name', label: t('categories.name'), isRequired: true },
    {
      name: 'department_id',
      label: t('categories.department'),
      description: t('categories.departmentHint'),
      isRequired: true,
      options: [{ value: '', label: t('choose') }, ...named(departments)],
    },
    {
      name: 'parent_id',
      label: t('categories.parent'),
      options: [{ value: '', label: t('categories.noParent') }, ...named(parents)],
    },
    {
      name: 'default_priority',
      label: t('categories.priority'),
      options: [
        { value: '', label: t('categories.noPriority') },
        ...priorities.map((value) => ({ value, label: t(`common:priority.${value}`) })),
      ],
    },
    {
      name: 'room_status',
      label: t('categories.roomStatus'),
      description: t('categories.roomStatusHint'),
      options: [
        { value: '', label: t('categories.noRoomStatus') },
        ...roomStatuses.map((value) => ({ value, label: t(`rooms:status.${value}`) })),
      ],
    },
  ]
}

function useReadAgain() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keys.categories })
}

export function CategoryNewDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const fields = useFields()
  const readAgain = useReadAgain()
  return (
    <NewDialog
      draft="category.new"
      title={t('categories.add')}
      submit={t('categories.add')}
      fields={fields}
      start={{ name: '', department_id: '', parent_id: '', default_priority: '', room_status: '' }}
      create={(values, key) => createCategory(bodyOf(values), key)}
      onDone={() => void readAgain().then(onClose)}
      onClose={onClose}
    />
  )
}

export function CategoryEdit({ category, onClose }: { category: Category; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const fields = useFields(category)
  const readAgain = useReadAgain()
  const [isArchiving, setArchiving] = useState(false)
  const archiving = useMutation({
    mutationFn: () => archiveCategory(category),
    onSuccess: () => readAgain().then(onClose),
  })
  if (isArchiving)
    return (
      <ArchiveConfirm
        name={category.name}
        text={t('categories.archiveText')}
        archiving={archiving}
        onClose={onClose}
      />
    )
  return (
    <EditDialog
      name={category.name}
      title={t('editOf', { name: category.name })}
      submit={t('save')}
      fields={fields}
      resource={category}
      valuesOf={valuesOf}
      save={(now, changed) => patchCategory(now, patchOf(changed))}
      onDone={() => void readAgain().then(onClose)}
      onClose={onClose}
      aside={<Button onClick={() => setArchiving(true)}>{t('archive')}</Button>}
    />
  )
}
