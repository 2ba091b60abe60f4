// Rooms on a desk: the building, and the pressed door's room beside it.
import { useTranslation } from 'react-i18next'
import { EmptyState, ListSkeleton, LoadFailed } from '../../components/States'
import type { Property } from '../../api/properties'
import { Building } from './Building'
import { Legend } from './Legend'
import { RoomPanel } from './RoomPanel'
import { RoomsActions } from './RoomsActions'
import css from './Rooms.module.css'
import { useRooms } from './useRooms'

export function RoomsDesk({ property }: { property: Property }) {
  const { t } = useTranslation('rooms')
  const { list, rooms, room, status, onStatus, go } = useRooms(property)
  return (
    <div className={css.page} data-panel={room !== undefined || undefined}>
      <section className={css.plan} aria-label={t('plan')}>
        <header className={css.head}>
          <h1>{t('titleOf', { property: property.name })}</h1>
          <div className={css.acts}>
            <RoomsActions property={property} onMade={go} />
          </div>
        </header>
        {list.error && (
          <LoadFailed
            error={list.error}
            keptFrom={list.data && list.dataUpdatedAt}
            onRetry={() => void list.refetch()}
          />
        )}
        {list.isPending && <ListSkeleton label={t('loading')} />}
        {rooms.length > 0 && (
          <>
            <Legend rooms={rooms} here={status} onGo={onStatus} />
            <Building
              rooms={rooms}
              here={room?.id}
              status={status}
              onGo={(pressed) => go(pressed.id === room?.id ? undefined : pressed)}
            />
          </>
        )}
        {list.data?.length === 0 && <EmptyState title={t('empty.title')} text={t('empty.text')} />}
      </section>
      {room && <RoomPanel key={room.id} room={room} property={property} onClose={() => go(undefined)} />}
    </div>
  )
}
