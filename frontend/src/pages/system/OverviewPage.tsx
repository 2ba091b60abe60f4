// The directory of the System Console as a page: each room with what it is for, and where something went wrong.
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTrouble } from '../../components/ConsoleNav'
import { paths } from '../../config/paths'
import { consoleFor, type Place } from '../../config/places'
import { useSession } from '../../context/SessionContext'
import { useIsPhone } from '../../hooks/useScreen'
import { ConsoleDoor } from './ConsoleDoor'
import { ConsolePage } from './ConsolePage'
import css from './System.module.css'

const saidAs = {
  [paths.systemEmail]: 'email',
  [paths.systemTemplates]: 'templates',
  [paths.systemSummary]: 'summary',
  [paths.systemSms]: 'sms',
  [paths.systemPush]: 'push',
  [paths.systemNotifications]: 'notifications',
  [paths.systemDeliveries]: 'deliveries',
  [paths.systemJobs]: 'jobs',
} as const

function Room({ place: { to, name, icon: Icon }, trouble }: { place: Place; trouble: string | undefined }) {
  const { t } = useTranslation(['system', 'shell'])
  const said = saidAs[to]
  return (
    <li>
      <Link to={to}>
        <Icon size={22} stroke={1.8} aria-hidden />
        <span>
          <b>{t(`shell:${name}`)}</b>
          {said && <span className="quiet">{t(`rooms.${said}`)}</span>}
        </span>
        {trouble && <span className={css.trouble}>{trouble}</span>}
        <IconChevronRight className="way" size={18} aria-hidden />
      </Link>
    </li>
  )
}

function Overview() {
  const { t } = useTranslation(['system', 'shell'])
  const isPhone = useIsPhone()
  const session = useSession()
  const trouble = useTrouble()
  return (
    <ConsolePage
      title={t('title')}
      lead={t('lead')}
      up={isPhone ? { to: paths.home, name: t('shell:console.back') } : undefined}
    >
      <ul className={css.rooms}>
        {consoleFor(session).map((place) => (
          <Room key={place.to} place={place} trouble={trouble[place.to]} />
        ))}
      </ul>
    </ConsolePage>
  )
}

export const Component = () => (
  <ConsoleDoor>
    <Overview />
  </ConsoleDoor>
)
