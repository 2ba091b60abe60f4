// People: who belongs to the properties that one runs, what they are, who is away.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { itemsOf } from '../../api/paging'
import { peopleList } from '../../api/users'
import { PagedList } from '../../components/PagedList'
import { EmptyState } from '../../components/States'
import css from '../../components/Table.module.css'
import { paths } from '../../config/paths'
import { useSession } from '../../context/SessionContext'
import { useTitle } from '../../hooks/useTitle'
import { Filters } from './Filters'
import { PeopleTable } from './PeopleTable'
import { PersonNew } from './PersonDialogs'
import { usePeopleFilters } from './usePeopleFilters'

export function Component() {
  const { t } = useTranslation(['people', 'common'])
  const { can } = useSession()
  const navigate = useNavigate()
  const state = usePeopleFilters()
  const [isAdding, setAdding] = useState(false)
  const list = useInfiniteQuery(peopleList(state.filters))
  useTitle(t('title'))
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('title')}</h1>
        {can('user:manage') && (
          <Button
            variant="filled"
            color="var(--mm-ink)"
            c="var(--mm-surface)"
            leftSection={<IconPlus size={17} />}
            onClick={() => setAdding(true)}
          >
            {t('add.open')}
          </Button>
        )}
      </header>
      <Filters state={state} />
      <section className={css.scroll} aria-label={t('title')}>
        <PagedList
          query={list}
          loading={t('loading')}
          empty={
            <EmptyState title={t('empty.title')} text={t('empty.text')}>
              {state.isFiltered && <Button onClick={state.clear}>{t('empty.clear')}</Button>}
            </EmptyState>
          }
        >
          <PeopleTable people={itemsOf(list.data)} />
        </PagedList>
      </section>
      {isAdding && (
        <PersonNew
          onClose={(made) => {
            setAdding(false)
            if (made) void navigate(paths.person(made.id))
          }}
        />
      )}
    </div>
  )
}
