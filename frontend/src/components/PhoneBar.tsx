// The foot of a phone: the places within reach of a thumb, and oneself.
import { IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { paths } from '../config/paths'
import type { Place } from '../config/places'
import { useCounts } from '../hooks/useCounts'
import { useFormat } from '../hooks/useFormat'
import { useSound } from '../hooks/useSound'
import css from './PhoneBar.module.css'
import { UserMenu } from './UserMenu'

export function PhoneBar({ places, onKeys }: { places: Place[]; onKeys: () => void }) {
  const { t } = useTranslation(['shell', 'notifications'])
  const { number } = useFormat()
  const counts = useCounts()
  const unread = counts?.unread
  useSound(counts)
  const shown = places.filter(({ onPhone }) => onPhone).slice(0, 4)
  return (
    <nav aria-label={t('main')} className={css.bar}>
      {shown.map(({ to, name, icon: Icon }) => (
        <NavLink key={name} to={to} end={to === paths.newTicket}>
          <Icon size={24} stroke={1.9} aria-hidden />
          {t(name)}
        </NavLink>
      ))}
      <UserMenu
        onKeys={onKeys}
        places={places.filter((place) => !shown.includes(place))}
        unread={unread ?? 0}
      >
        <button type="button">
          <IconUser size={24} stroke={1.9} aria-hidden />
          {t('places.me')}
          {!!unread && (
            <i
              className={css.count}
              role="img"
              aria-label={t('notifications:unreadCount', { count: unread })}
            >
              {number(unread)}
            </i>
          )}
        </button>
      </UserMenu>
    </nav>
  )
}
