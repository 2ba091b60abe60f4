// Categories: what tickets are about, which department each goes to, and what follows from it.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { categoryList, type Category } from '../../api/categories'
import { EmptyState, ListSkeleton, LoadFailed } from '../../components/States'
import css from '../../components/Table.module.css'
import { useSession } from '../../context/SessionContext'
import { useTitle } from '../../hooks/useTitle'
import { CategoryEdit, CategoryNewDialog } from './CategoryDialogs'
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
  const { data, error, isPending, refetch } = useQuery(categoryList)
  const [edited, setEdited] = useState<Category | 'new'>()
  const mayEdit = can('category:manage')
  const close = () => setEdited(undefined)
  useTitle(t('categories.title'))
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('categories.title')}</h1>
        {mayEdit && (
          <Button
            variant="filled"
            color="var(--mm-ink)"
            c="var(--mm-surface)"
            leftSection={<IconPlus size={17} />}
            onClick={() => setEdited('new')}
          >
            {t('categories.add')}
          </Button>
        )}
      </header>
      <section className={css.scroll} aria-label={t('categories.title')}>
        {isPending && <ListSkeleton label={t('loading')} />}
        {error && <LoadFailed error={error} onRetry={() => void refetch()} />}
        {data?.length === 0 && <EmptyState title={t('categories.none')} text={t('categories.noneText')} />}
        {!!data?.length && (
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('categories.name')}</th>
                <th scope="col">{t('categories.department')}</th>
                <th scope="col">{t('categories.priority')}</th>
                <th scope="col">{t('categories.roomStatus')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {branchesOf(data).map((branch) => (
                <Line
                  key={branch.category.id}
                  branch={branch}
                  onEdit={mayEdit ? () => setEdited(branch.category) : undefined}
                />
              ))}
            </tbody>
          </table>
        )}
      </section>
      {edited === 'new' && <CategoryNewDialog onClose={close} />}
      {edited && edited !== 'new' && <CategoryEdit category={edited} onClose={close} />}
    </div>
  )
}
