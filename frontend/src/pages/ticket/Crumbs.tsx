// The way back to the list, and to the tickets before and after in it.
import { IconChevronDown, IconChevronLeft, IconChevronUp } from '@tabler/icons-react'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate } from 'react-router'
import { paths } from '../../config/paths'
import { useSession } from '../../context/SessionContext'
import { isTyping } from '../../hooks/isTyping'
import css from './Ticket.module.css'
import { useNeighbours } from './useNeighbours'

/** The list as it was left: its filters stand in its address. */
function useList(): string {
  const location: { state: unknown } = useLocation()
  const { state } = location
  const isKept = typeof state === 'object' && state !== null && 'list' in state
  return isKept && typeof state.list === 'string' ? state.list : ''
}

export function Crumbs({ id }: { id: number }) {
  const { t } = useTranslation(['ticket', 'tickets'])
  const { isGuest } = useSession()
  const navigate = useNavigate()
  const list = useList()
  const place = useNeighbours(id)
  const go = (to: number | undefined) => {
    if (to !== undefined) void navigate(paths.ticket(to), { replace: true, state: { list } })
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event)) return
    if (event.key === 'j') go(place?.next)
    if (event.key === 'k') go(place?.previous)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  return (
    <nav className={css.crumbs} aria-label={t('ticket:where')}>
      <Link to={`${paths.tickets}${list}`}>
        <IconChevronLeft className="way" size={17} aria-hidden />
        {isGuest ? t('tickets:titleGuest') : t('tickets:title')}
      </Link>
      {place && (
        <>
          <span className="quiet">
            {place.all === undefined
              ? t('ticket:position', { position: place.position })
              : t('ticket:positionOf', { position: place.position, all: place.all })}
          </span>
          <button
            type="button"
            aria-label={t('ticket:previous')}
            disabled={place.previous === undefined}
            onClick={() => go(place.previous)}
          >
            <IconChevronUp size={17} aria-hidden />
          </button>
          <button
            type="button"
            aria-label={t('ticket:next')}
            disabled={place.next === undefined}
            onClick={() => go(place.next)}
          >
            <IconChevronDown size={17} aria-hidden />
          </button>
        </>
      )}
    </nav>
  )
}
