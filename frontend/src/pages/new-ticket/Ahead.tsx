// What will happen: the route ahead, from the report to who confirms that it is solved.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { categoryList } from '../../api/categories'
import { RouteLine, type Stop } from '../../components/RouteLine'
import { useSession } from '../../context/SessionContext'
import { usePersonName } from '../../hooks/usePersonName'
import { useIsPhone } from '../../hooks/useScreen'
import css from './NewTicket.module.css'
import type { Reporting } from './useReport'

const GENERAL = 'general'

function useStops({ report }: Reporting): Stop[] {
  const { t } = useTranslation('newTicket')
  const { user, isGuest } = useSession()
  const { first } = usePersonName()
  const { data: categories = [] } = useQuery(categoryList)
  const category = categories.find(
    ({ id, key }) => id === report.categoryId || (report.categoryId === null && key === GENERAL),
  )
  const hasCaller = report.caller !== 'nobody'
  return [
    { name: t('ahead.report'), who: first(user), state: 'here' },
    {
      name: category ? t('ahead.goesTo', { department: category.department.name }) : t('ahead.goes'),
      who: t('ahead.lowest'),
      state: 'ahead',
    },
    { name: t('ahead.work'), who: t('ahead.workHint'), state: 'ahead' },
    isGuest
      ? { name: t('ahead.youConfirm'), who: t('ahead.youHint'), state: 'ahead' }
      : hasCaller
        ? { name: t('ahead.guestConfirms'), who: t('ahead.guestHint'), state: 'ahead' }
        : { name: t('ahead.managerChecks'), who: t('ahead.managerHint'), state: 'ahead' },
  ]
}

export function Ahead({ reporting }: { reporting: Reporting }) {
  const { t } = useTranslation('newTicket')
  const isPhone = useIsPhone()
  const stops = useStops(reporting)
  return (
    <section className={css.ahead} aria-label={t('ahead.title')}>
      <h2>{t('ahead.title')}</h2>
      <RouteLine upright small={!isPhone} stops={stops} label={t('ahead.title')} />
    </section>
  )
}
