// The directory of the building: find, the places, the property with its floors, oneself.
import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconPlus, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, useLocation, useNavigate, useSearchParams } from 'react-router'
import { paths } from '../config/paths'
import { mayReport, type Place } from '../config/places'
import { useProperty } from '../context/PropertyContext'
import { useSession } from '../context/SessionContext'
import { useFloorLoad } from '../hooks/useFloorLoad'
import { useRoleName } from '../hooks/useRoleName'
import { Bell } from './Bell'
import { ConsoleNav } from './ConsoleNav'
import { FloorIndex } from './FloorIndex'
import { Logo } from './Logo'
import { Person } from './Marks'
import css from './Shell.module.css'
import { UserMenu } from './UserMenu'

function PlaceList({ places }: { places: Place[] }) {
  const { t } = useTranslation('shell')
  return places.map(({ to, name, icon: Icon }) => (
    <NavLink key={name} to={to} end={to === paths.newTicket}>
      <Icon size={18} stroke={1.9} aria-hidden />
      {t(name)}
    </NavLink>
  ))
}

/** The property one looks at, its floors, and how much is open on each. */
function Building() {
  const { t } = useTranslation('shell')
  const { properties, property, choose } = useProperty()
  const { load, open } = useFloorLoad(property?.id)
  const [search] = useSearchParams()
  const navigate = useNavigate()
  if (!property) return null
  const asked = search.get('property_id') === String(property.id) ? search.get('floor') : null
  const go = (floor: number | undefined) =>
    void navigate(
      `${paths.tickets}?property_id=${property.id}${floor === undefined ? '' : `&floor=${floor}`}`,
    )
  return (
    <section className={css.building} aria-label={t('building')}>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={css.property}>
            <b className="clip">{property.name}</b>
            <IconChevronDown size={15} aria-hidden />
            {open !== undefined && <span className="nowrap">{t('openCount', { count: open })}</span>}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {properties.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => choose(id)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <FloorIndex
        property={property.name}
        floors={property.floors}
        load={load}
        here={asked === null ? undefined : Number(asked)}
        onGo={go}
      />
    </section>
  )
}

interface Props {
  places: Place[]
  onFind: () => void
  onKeys: () => void
}

export function Directory({ places, onFind, onKeys }: Props) {
  const { t } = useTranslation(['shell', 'common'])
  const session = useSession()
  const roleName = useRoleName()
  const { pathname } = useLocation()
  const isInConsole = session.can('settings:manage') && pathname.startsWith(paths.system)
  const settings = places.filter(({ isSetting }) => isSetting)
  return (
    <aside className={css.directory} aria-label={t('directory')}>
      <Link to={paths.home} className={css.head}>
        <Logo />
        <b>{t('common:product')}</b>
      </Link>
      <div className={css.tools}>
        <button type="button" className={css.search} onClick={onFind}>
          <IconSearch size={16} aria-hidden />
          {t('find')}
          <kbd aria-hidden>⌘K</kbd>
        </button>
        {mayReport(session) && (
          <Button
            component={Link}
            to={paths.newTicket}
            variant="filled"
            color="var(--mm-ink)"
            c="var(--mm-surface)"
            px={9}
            aria-label={t('newTicket')}
            title={t('newTicket')}
          >
            <IconPlus size={18} stroke={2.4} aria-hidden />
          </Button>
        )}
      </div>
      {isInConsole ? (
        <ConsoleNav />
      ) : (
        <>
          <nav aria-label={t('main')} className={css.nav}>
            <PlaceList places={places.filter(({ isSetting }) => !isSetting)} />
            <Bell />
            {settings.length > 0 && <p className={css.heading}>{t('places.settings')}</p>}
            <PlaceList places={settings} />
          </nav>
          {!session.isGuest && <Building />}
        </>
      )}
      <UserMenu onKeys={onKeys}>
        <button type="button" className={css.me} aria-label={t('menu.open', { name: session.user.name })}>
          <Person name={session.user.name} />
          <span className="clip">
            <b>{session.user.name}</b>
            <br />
            {roleName(session.user)}
          </span>
        </button>
      </UserMenu>
    </aside>
  )
}
