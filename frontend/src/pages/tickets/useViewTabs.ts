// The views that this person has, by name and count.
import { useTranslation } from 'react-i18next'
import type { ViewTab } from '../../components/FilterBar'
import { useSession } from '../../context/SessionContext'
import { views, type View } from './listState'
import { useViewCounts } from './useViewCounts'

const guestViews: View[] = ['all', 'open']

/** Who can't be given tickets has no "Needs me". */
export function useViewTabs(): ViewTab<View>[] {
  const { t } = useTranslation('tickets')
  const { isGuest, can } = useSession()
  const counts = useViewCounts()
  const own = isGuest ? guestViews : views.filter((view) => view !== 'mine' || can('ticket:assign'))
  return own.map((key) => ({ key, name: t(`views.${key}`), count: counts[key], isLate: key === 'late' }))
}
