// The page of a short list that is read as a whole: a table, or why there is none, and a button to add to it.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState, ListSkeleton, LoadFailed } from '../../components/States'
import css from '../../components/Table.module.css'
import { useTitle } from '../../hooks/useTitle'

interface RecordsPageProps<One> {
  title: string
  add: string
  none: string
  noneText: string
  records: UseQueryResult<readonly One[]>
  /** What stands above them; '' above buttons. */
  columns: readonly string[]
  onAdd?: () => void
  children: (records: readonly One[]) => ReactNode
  dialogs: ReactNode
}

export function RecordsPage<One>({
  title,
  add,
  none,
  noneText,
  records: { data, error, isPending, refetch },
  columns,
  onAdd,
  children,
  dialogs,
}: RecordsPageProps<One>) {
  const { t } = useTranslation('settings')
  useTitle(title)
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{title}</h1>
        {onAdd && (
          <Button
            variant="filled"
            color="var(--mm-ink)"
            c="var(--mm-surface)"
            leftSection={<IconPlus size={17} />}
            onClick={onAdd}
          >
            {add}
          </Button>
        )}
      </header>
      <section className={css.scroll} aria-label={title}>
        {isPending && <ListSkeleton label={t('loading')} />}
        {error && <LoadFailed error={error} onRetry={() => void refetch()} />}
        {data?.length === 0 && <EmptyState title={none} text={noneText} />}
        {!!data?.length && (
          <table className={css.table}>
            <thead>
              <tr>
                {columns.map((column, index) =>
                  column ? (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ) : (
                    <td key={index} />
                  ),
                )}
              </tr>
            </thead>
            <tbody>{children(data)}</tbody>
          </table>
        )}
      </section>
      {dialogs}
    </div>
  )
}
