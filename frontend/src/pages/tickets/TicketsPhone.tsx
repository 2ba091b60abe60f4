// The list in the hand: views, lift buttons, rows, and the one button that reports.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ViewTabs } from '../../components/FilterBar'
import { FloorButtons } from '../../components/FloorIndex'
import { paths } from '../../config/paths'
import { mayReport } from '../../config/places'
import { useProperty } from '../../context/PropertyContext'
import { useSession } from '../../context/SessionContext'
import { useFloorLoad } from '../../hooks/useFloorLoad'
import { Filters } from './Filters'
import type { ListState } from './listState'
import { Rows } from './Rows'
import css from './Tickets.module.css'
import { Waiting } from './TicketsDesk'
import { useListState } from './useListState'
import { useTicketList } from './useTicketList'
import { useViewTabs } from './useViewTabs'

interface Props {
  state: ListState
  onChange: (state: ListState) => void
}

/** The floors of the property that is chosen in the filter, else of the one that one looks at. */
function Lift({ state, onChange }: Props) {
  const { properties, property: looked } = useProperty()
  const property = properties.find(({ id }) => id === state.property_id[0]) ?? looked
  const { load } = useFloorLoad(property?.id)
  if (!property) return null
  const go = (floor: number | undefined) =>
    onChange({ ...state, property_id: floor === undefined ? [] : [property.id], floor: floor ?? null })
  return (
    <div className={css.lift}>
      <FloorButtons floors={property.floors} load={load} here={state.floor ?? undefined} onGo={go} />
    </div>
  )
}

export function TicketsPhone() {
  const { t } = useTranslation(['tickets', 'shell'])
  const session = useSession()
  const { property } = useProperty()
  const { state, change } = useListState()
  const tabs = useViewTabs()
  const list = useTicketList(state)
  const findRef = useRef<HTMLInputElement>(null)
  return (
    <>
      <header className={css.phoneHead}>
        <h1>{session.isGuest ? t('titleGuest') : t('title')}</h1>
        <span className="quiet clip">{property?.name}</span>
      </header>
      <div className={css.phoneViews}>
        <ViewTabs
          label={t('views.label')}
          views={tabs}
          here={state.view}
          onGo={(view) => change({ ...state, view })}
        />
      </div>
      {!session.isGuest && <Lift state={state} onChange={change} />}
      {!session.isGuest && <Filters state={state} onChange={change} findRef={findRef} />}
      <Waiting count={list.waiting} onShow={list.showWaiting} />
      <Rows isPhone list={list} state={state} onChange={change} />
      {mayReport(session) && (
        <Button
          component={Link}
          to={paths.newTicket}
          className={css.new}
          variant="filled"
          color="var(--mm-ink)"
          c="var(--mm-surface)"
          aria-label={session.isGuest ? t('shell:newRequest') : t('shell:newTicket')}
        >
          <IconPlus size={26} stroke={2.6} aria-hidden />
        </Button>
      )}
    </>
  )
}
