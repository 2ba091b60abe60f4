// The views that this person has, by name and count.
import { useTranslation } from 'react-i18next'
import type { ViewTab } from '../../components/FilterBar'
import { useSession } from '../../context/SessionContext'
import { views, type View } from './listState'
import { useViewCounts } from './useViewCounts'

const guestViews: View[] = ['all', 'open']

export function useViewTabs(): ViewTab<View>[] {
  const { t } = useTranslation('tickets')
  const { isGuest } = useSession()
  const counts = useViewCounts()
  const own = isGuest ? guestViews : views
  return own.map((key) => ({ key, name: t(`views.${key}`), count: counts[key], isLate: key === 'late' }))
}
