// Categories: what tickets are about, which department each goes to, and what follows from it.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { categoryList, type Category } from '../../api/categories'
import css from '../../components/Table.module.css'
import { useSession } from '../../context/SessionContext'
import { CategoryEdit, CategoryNewDialog } from './CategoryDialogs'
import { RecordsPage } from './RecordsPage'
import { branchesOf, type Branch } from './tree'

interface LineProps {
  branch: Branch
  onEdit?: () => void
}

function Line({ branch: { category, isChild }, onEdit }: LineProps) {
  const { t } = useTranslation(['settings', 'common', 'rooms'])
  const { default_priority: priority, room_status: status } = category
  return (
    <tr>
      <th scope="row">
        <b className={isChild ? css.child : undefined}>{category.name}</b>
      </th>
      <td>{category.department.name}</td>
      <td>{priority && t(`common:priority.${priority}`)}</td>
      <td>{status && t(`rooms:status.${status}`)}</td>
      <td className={css.act}>
        {onEdit && (
          <Button size="compact-sm" aria-label={t('editOf', { name: category.name })} onClick={onEdit}>
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
  const records = useQuery(categoryList)
  const [edited, setEdited] = useState<Category | 'new'>()
  const mayEdit = can('category:manage')
  const close = () => setEdited(undefined)
  return (
    <RecordsPage
      title={t('categories.title')}
      add={t('categories.add')}
      none={t('categories.none')}
      noneText={t('categories.noneText')}
      records={records}
      columns={[
        t('categories.name'),
        t('categories.department'),
        t('categories.priority'),
        t('categories.roomStatus'),
        '',
      ]}
      onAdd={mayEdit ? () => setEdited('new') : undefined}
      dialogs={
        <>
          {edited === 'new' && <CategoryNewDialog onClose={close} />}
          {edited && edited !== 'new' && <CategoryEdit category={edited} onClose={close} />}
        </>
      }
    >
      {(found) =>
        branchesOf(found).map((branch) => (
          <Line
            key={branch.category.id}
            branch={branch}
            onEdit={mayEdit ? () => setEdited(branch.category) : undefined}
          />
        ))
      }
    </RecordsPage>
  )
}
