// Rooms: the building in section; for a guest, their own room and the house around it.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { propertyList } from '../../api/properties'
import { EmptyState, ListSkeleton, LoadFailed } from '../../components/States'
import { useSession } from '../../context/SessionContext'
import { useIsPhone } from '../../hooks/useScreen'
import { useTitle } from '../../hooks/useTitle'
import { GuestRooms } from './GuestRooms'
import { PropertyNew } from './PropertyDialogs'
import { RoomsDesk } from './RoomsDesk'
import { RoomsPhone } from './RoomsPhone'
import { useShownProperty } from './useRooms'

function NoProperty() {
  const { t } = useTranslation('rooms')
  const { can } = useSession()
  const [isAdding, setAdding] = useState(false)
  return (
    <EmptyState title={t('empty.noProperty')} text={t('empty.noPropertyText')}>
      {can('property:create') && <Button onClick={() => setAdding(true)}>{t('property.add')}</Button>}
      {isAdding && <PropertyNew onClose={() => setAdding(false)} />}
    </EmptyState>
  )
}

export function Component() {
  const { t } = useTranslation('rooms')
  const { isGuest } = useSession()
  const isPhone = useIsPhone()
  const property = useShownProperty()
  const { isPending, error, refetch } = useQuery(propertyList)
  useTitle(isGuest ? t('titleGuest') : t('title'))
  if (isGuest) return <GuestRooms />
  if (isPending) return <ListSkeleton label={t('loading')} />
  if (error) return <LoadFailed error={error} onRetry={() => void refetch()} />
  if (!property) return <NoProperty />
  return isPhone ? (
    <RoomsPhone key={property.id} property={property} />
  ) : (
    <RoomsDesk key={property.id} property={property} />
  )
}
