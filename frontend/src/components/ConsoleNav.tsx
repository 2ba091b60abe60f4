// The directory of the System Console: back to the building, its rooms, and where something went wrong.
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router'
import { deliveryCounts } from '../api/deliveries'
import { jobCounts } from '../api/jobs'
import { paths } from '../config/paths'
import { consoleFor } from '../config/places'
import { useSession } from '../context/SessionContext'
import css from './ConsoleNav.module.css'

/** What went wrong behind a room, in words, by its address. */
export function useTrouble(): Partial<Record<string, string>> {
  const { t } = useTranslation('shell')
  const { data: deliveries } = useQuery(deliveryCounts)
  const { data: jobs } = useQuery(jobCounts)
  const dead = deliveries?.by_state.dead ?? 0
  const failed = jobs?.by_status.failed ?? 0
  return {
    [paths.systemDeliveries]: dead ? t('console.dead', { count: dead }) : undefined,
    [paths.systemJobs]: failed ? t('console.failed', { count: failed }) : undefined,
  }
}

export function ConsoleNav() {
  const { t } = useTranslation('shell')
  const session = useSession()
  const trouble = useTrouble()
  return (
    <>
      <Link to={paths.home} className={css.back}>
        <IconArrowLeft className="way" size={17} aria-hidden />
        {t('console.back')}
      </Link>
      <Link to={paths.system} className={css.console}>
        {t('places.system')}
      </Link>
      <nav aria-label={t('places.system')} className={css.nav}>
        {consoleFor(session).map(({ to, name }) => (
          <NavLink key={to} to={to} end={to !== paths.systemTemplates}>
            {t(name)}
            {trouble[to] && <span className={css.trouble}>{trouble[to]}</span>}
          </NavLink>
        ))}
      </nav>
    </>
  )
}
