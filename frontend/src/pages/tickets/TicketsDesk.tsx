// The list on a desk: views, filters, rows, what is picked; from 1280 px on the ticket stands beside it.
import { Checkbox } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { ViewTabs } from '../../components/FilterBar'
import { TicketPeek } from '../../components/TicketPeek'
import { paths } from '../../config/paths'
import { useSession } from '../../context/SessionContext'
import { useFormat } from '../../hooks/useFormat'
import { useIsWide } from '../../hooks/useScreen'
import { BulkBar } from './BulkBar'
import { Filters } from './Filters'
import { emptyState } from './listState'
import { Rows } from './Rows'
import css from './Tickets.module.css'
import { useListKeys } from './useListKeys'
import { useListState } from './useListState'
import { usePicked } from './usePicked'
import { useTicketList } from './useTicketList'
import { useViewTabs } from './useViewTabs'

export function TicketsDesk() {
  const { t } = useTranslation('tickets')
  const { isGuest, can } = useSession()
  const isWide = useIsWide()
  const navigate = useNavigate()
  const { state, here: asked, change, setHere } = useListState()
  const tabs = useViewTabs()
  const list = useTicketList(state)
  const { rows } = list
  const picked = usePicked(rows)
  const findRef = useRef<HTMLInputElement>(null)
  const here = asked ?? (isWide ? rows[0]?.id : undefined)
  const { search } = useLocation()
  const open = (id: number) => void navigate(paths.ticket(id), { state: { list: search } })
  const mayPick = !isGuest && can('ticket:triage')
  useListKeys({
    ids: rows.map(({ id }) => id),
    here,
    onHere: setHere,
    onOpen: open,
    onPick: mayPick ? picked.toggle : undefined,
    onClear: picked.clear,
    findRef,
  })

  return (
    <div className={css.split} data-alone={!isWide || undefined}>
      <section className={css.board} aria-labelledby="tickets-title">
        <h1 id="tickets-title" className={css.hidden}>
          {isGuest ? t('titleGuest') : t('title')}
        </h1>
        <div className={css.bar}>
          <ViewTabs
            label={t('views.label')}
            views={tabs}
            here={state.view}
            onGo={(view) =>
              change({ ...emptyState(view), property_id: state.property_id, floor: state.floor })
            }
          />
        </div>
        <Filters state={state} onChange={change} findRef={findRef} />
        {picked.ids.length > 0 ? (
          <BulkBar tickets={picked.tickets} onDone={picked.clear} />
        ) : (
          <div className={css.columns} aria-hidden>
            <span />
            <span>{t('columns.where')}</span>
            <span>{t('columns.what')}</span>
            <span>{t('columns.who')}</span>
            <span>{t('columns.due')}</span>
          </div>
        )}
        <Waiting count={list.waiting} onShow={list.showWaiting} />
        <Rows
          list={list}
          state={state}
          onChange={change}
          here={here}
          onHere={isWide ? setHere : undefined}
          picked={picked.ids}
          onPick={mayPick ? picked.toggle : undefined}
        />
        <Foot picked={picked} rows={rows.length} readAt={list.query.dataUpdatedAt} mayPick={mayPick} />
      </section>
      {isWide && <Beside id={here} />}
    </div>
  )
}

export function Waiting({ count, onShow }: { count: number; onShow: () => void }) {
  const { t } = useTranslation('tickets')
  return (
    <div role="status" className={css.waiting}>
      {count > 0 && (
        <button type="button" className={css.fresh} onClick={onShow}>
          <IconArrowUp size={15} stroke={2.6} aria-hidden />
          {t('fresh', { count })}
        </button>
      )}
    </div>
  )
}

function Beside({ id }: { id: number | undefined }) {
  const { t } = useTranslation('tickets')
  return id === undefined ? <p className={css.nothing}>{t('peek.none')}</p> : <TicketPeek key={id} id={id} />
}

interface FootProps {
  picked: ReturnType<typeof usePicked>
  rows: number
  readAt: number
  mayPick: boolean
}

function Foot({ picked, rows, readAt, mayPick }: FootProps) {
  const { t } = useTranslation('tickets')
  const { clock, number } = useFormat()
  return (
    <footer className={css.foot}>
      {mayPick && rows > 0 ? (
        <Checkbox
          label={t('selectAll', { count: rows, formatted: number(rows) })}
          checked={picked.ids.length === rows}
          indeterminate={picked.ids.length > 0 && picked.ids.length < rows}
          onChange={(event) => (event.currentTarget.checked ? picked.all() : picked.clear())}
        />
      ) : (
        <span />
      )}
      {readAt > 0 && <span>{t('readAt', { when: clock(new Date(readAt).toISOString()) })}</span>}
    </footer>
  )
}
