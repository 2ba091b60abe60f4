// Everything one was told, the newest first.
import { Button } from '@mantine/core'
import { IconChecks, IconSettings } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { notificationCounts, notificationList } from '../../api/notifications'
import { itemsOf } from '../../api/paging'
import { ViewTabs } from '../../components/FilterBar'
import { NotificationRow } from '../../components/NotificationRow'
import { PagedList } from '../../components/PagedList'
import { EmptyState } from '../../components/States'
import { paths } from '../../config/paths'
import { useMarking } from '../../hooks/useMarking'
import { usePolling } from '../../hooks/usePolling'
import { useProblemText } from '../../hooks/useProblemText'
import { useTitle } from '../../hooks/useTitle'
import css from './Notifications.module.css'
import { useNotificationKeys } from './useNotificationKeys'

type View = 'all' | 'unread'

export function Component() {
  const { t } = useTranslation('notifications')
  const explain = useProblemText()
  const [view, setView] = useState<View>('all')
  const { data: counts } = useQuery(notificationCounts)
  const query = useInfiniteQuery({
    ...notificationList(view === 'unread' ? { unread: true } : {}),
    refetchInterval: usePolling(),
  })
  const items = itemsOf(query.data)
  const marking = useMarking()
  const here = useNotificationKeys(items, marking.mark)
  useTitle(t('title'))
  const newest = items[0]
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('title')}</h1>
        <Button
          leftSection={<IconChecks size={17} aria-hidden />}
          disabled={!newest || !counts?.unread}
          loading={marking.isMarkingAll}
          onClick={() => newest && marking.markAllUpTo(newest.id)}
        >
          {t('readAll')}
        </Button>
        <Button
          component={Link}
          to={paths.notificationSettings}
          leftSection={<IconSettings size={17} aria-hidden />}
        >
          {t('settings')}
        </Button>
      </header>
      <div className={css.views}>
        <ViewTabs
          label={t('views.label')}
          views={[
            { key: 'all', name: t('views.all') },
            { key: 'unread', name: t('views.unread'), count: counts?.unread },
          ]}
          here={view}
          onGo={setView}
        />
      </div>
      {marking.error && (
        <p role="alert" className={css.problem}>
          {explain(marking.error)}
        </p>
      )}
      <PagedList
        query={query}
        loading={t('loading')}
        failed={t('failed')}
        empty={<Nothing view={view} onAll={() => setView('all')} />}
      >
        <ul aria-label={t('title')}>
          {items.map((told) => (
            <NotificationRow
              key={told.id}
              told={told}
              here={told.id === here}
              onOpen={() => marking.mark(told, true)}
            />
          ))}
        </ul>
      </PagedList>
    </div>
  )
}

function Nothing({ view, onAll }: { view: View; onAll: () => void }) {
  const { t } = useTranslation('notifications')
  if (view === 'unread')
    return (
      <EmptyState title={t('empty.unreadTitle')} text={t('empty.unreadText')}>
        <Button onClick={onAll}>{t('empty.showAll')}</Button>
      </EmptyState>
    )
  return (
    <EmptyState title={t('empty.title')} text={t('empty.text')}>
      <Button component={Link} to={paths.notificationSettings}>
        {t('empty.choose')}
      </Button>
    </EmptyState>
  )
}
