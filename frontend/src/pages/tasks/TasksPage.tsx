// My day: one's own tasks in the order of the day; for managers also everybody's.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ViewTabs } from '../../components/FilterBar'
import { useSession } from '../../context/SessionContext'
import { useFormat } from '../../hooks/useFormat'
import { useTitle } from '../../hooks/useTitle'
import { ManagedTasks } from './ManagedTasks'
import { MyDay } from './MyDay'
import css from './Tasks.module.css'

type View = 'mine' | 'managed'

export function Component() {
  const { t } = useTranslation('tasks')
  const { can, user } = useSession()
  const { weekday } = useFormat()
  const isManager = can('task:create')
  const [view, setView] = useState<View>(isManager && user.role !== 'staff' ? 'managed' : 'mine')
  useTitle(isManager ? t('title') : t('myDay'))
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{isManager && view === 'managed' ? t('title') : weekday()}</h1>
        {isManager && (
          <ViewTabs
            label={t('views')}
            views={[
              { key: 'managed', name: t('managed') },
              { key: 'mine', name: t('myDay') },
            ]}
            here={view}
            onGo={setView}
          />
        )}
      </header>
      {view === 'mine' ? <MyDay /> : <ManagedTasks />}
    </div>
  )
}
