// Departments: who is responsible, and for which categories.
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { categoryList } from '../../api/categories'
import {
  archiveDepartment,
  createDepartment,
  departmentList,
  patchDepartment,
  type Department,
} from '../../api/departments'
import { keys } from '../../api/keys'
import { EditDialog, NewDialog, type FormField } from '../../components/RecordForm'
import css from '../../components/Table.module.css'
import { paths } from '../../config/paths'
import { useSession } from '../../context/SessionContext'
import { ArchiveConfirm } from './ArchiveConfirm'
import { RecordsPage } from './RecordsPage'

function useForm(): { fields: FormField[]; readAgain: () => Promise<void> } {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  return {
    fields: [{ name: 'name', label: t('departments.name'), isRequired: true }],
    readAgain: () => client.invalidateQueries({ queryKey: keys.departments }),
  }
}

function DepartmentNew({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { fields, readAgain } = useForm()
  return (
    <NewDialog
      draft="department.new"
      title={t('departments.add')}
      submit={t('departments.add')}
      fields={fields}
      start={{ name: '' }}
      create={({ name = '' }, key) => createDepartment({ name: name.trim() }, key)}
      onDone={() => void readAgain().then(onClose)}
      onClose={onClose}
    />
  )
}

function DepartmentEdit({ department, onClose }: { department: Department; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { fields, readAgain } = useForm()
  const [isArchiving, setArchiving] = useState(false)
  const archiving = useMutation({
    mutationFn: () => archiveDepartment(department),
    onSuccess: () => readAgain().then(onClose),
  })
  if (isArchiving)
    return (
      <ArchiveConfirm
        name={department.name}
        text={t('departments.archiveText')}
        archiving={archiving}
        onClose={onClose}
      />
    )
  return (
    <EditDialog
      name={department.name}
      title={t('editOf', { name: department.name })}
      submit={t('save')}
      fields={fields}
      resource={department}
      valuesOf={({ name }) => ({ name })}
      save={(now, { name }) => patchDepartment(now, { name: name?.trim() })}
      onDone={() => void readAgain().then(onClose)}
      onClose={onClose}
      aside={<Button onClick={() => setArchiving(true)}>{t('archive')}</Button>}
    />
  )
}

interface LineProps {
  department: Department
  onEdit?: () => void
}

function Line({ department: { id, name }, onEdit }: LineProps) {
  const { t } = useTranslation('settings')
  const { data: categories = [] } = useQuery(categoryList)
  const own = categories.filter(({ department }) => department.id === id)
  return (
    <tr>
      <th scope="row">
        <b>{name}</b>
      </th>
      <td style={{ whiteSpace: 'normal' }}>{own.map((category) => category.name).join(', ')}</td>
      <td className={css.act}>
        <Link to={`${paths.people}?department_id=${id}`}>{t('departments.people')}</Link>
      </td>
      <td className={css.act}>
        {onEdit && (
          <Button size="compact-sm" aria-label={t('editOf', { name })} onClick={onEdit}>
            {t('edit')}
          </Button>
        )}
      </td>
    </tr>
  )
}

export function Component() {
  const { t } = useTranslation('settings')
  const { can } = useSession()
  const records = useQuery(departmentList)
  const [edited, setEdited] = useState<Department | 'new'>()
  const mayEdit = can('department:manage')
  const close = () => setEdited(undefined)
  return (
    <RecordsPage
      title={t('departments.title')}
      add={t('departments.add')}
      none={t('departments.none')}
      noneText={t('departments.noneText')}
      records={records}
      columns={[t('departments.name'), t('departments.categories'), '', '']}
      onAdd={mayEdit ? () => setEdited('new') : undefined}
      dialogs={
        <>
          {edited === 'new' && <DepartmentNew onClose={close} />}
          {edited && edited !== 'new' && <DepartmentEdit department={edited} onClose={close} />}
        </>
      }
    >
      {(found) =>
        found.map((department) => (
          <Line
            key={department.id}
            department={department}
            onEdit={mayEdit ? () => setEdited(department) : undefined}
          />
        ))
      }
    </RecordsPage>
  )
}
