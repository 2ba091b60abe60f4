// The ledger of deliveries: what everybody was told, what became of it, and sending again what is dead.
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deliveryCounts, deliveryPages, EVERY, type DeliveryCounts } from '../../../api/deliveries'
import { itemsOf } from '../../../api/paging'
import { ViewTabs } from '../../../components/FilterBar'
import { PagedList } from '../../../components/PagedList'
import { EmptyState } from '../../../components/States'
import { ConsoleDoor } from '../ConsoleDoor'
import { ConsolePage } from '../ConsolePage'
import css from '../Ledger.module.css'
import { DeliveryPanel } from './DeliveryPanel'
import { DeliveryTable } from './DeliveryTable'
import { Filters } from './Filters'
import { states } from './filters'
import { ReplayAll } from './ReplayAll'
import { Sums } from './Sums'
import { useLedger, type Ledger } from './useLedger'
import { useReplay } from './useReplay'

/** Those whose number is that of all there are; of the others only today's are counted. */
const standing: readonly string[] = ['dead', 'waiting', 'queued', 'sending']

function StateTabs({ ledger: { state, set }, counts }: { ledger: Ledger; counts?: DeliveryCounts }) {
  const { t } = useTranslation('systemLedger')
  const tabs = states.map((key) => ({
    key,
    name: t(`state.${key}`),
    count: standing.includes(key) ? counts?.by_state[key] : undefined,
    isLate: key === 'dead',
  }))
  return (
    <div className={css.tabs}>
      <ViewTabs
        label={t('column.state')}
        views={[{ key: 'all', name: t('all') }, ...tabs]}
        here={state ?? 'all'}
        onGo={(key) => set({ state: key === 'all' ? '' : key })}
      />
    </div>
  )
}

function PickedBar({ picked, onDone }: { picked: number[]; onDone: () => void }) {
  const { t } = useTranslation(['systemLedger', 'common'])
  const replay = useReplay(onDone)
  return (
    <div className={css.picked} role="region" aria-label={t('picked', { count: picked.length })}>
      <b>{t('picked', { count: picked.length })}</b>
      <Button size="compact-sm" loading={replay.isPending} onClick={() => replay.mutate({ ids: picked })}>
        {t('replay.picked', { count: picked.length })}
      </Button>
      <Button size="compact-sm" onClick={onDone}>
        {t('common:action.cancel')}
      </Button>
    </div>
  )
}

function List({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation('systemLedger')
  const [chosen, setChosen] = useState<number[]>([])
  const list = useInfiniteQuery({ ...deliveryPages(ledger.filters), refetchInterval: EVERY })
  const deliveries = itemsOf(list.data)
  const picked = chosen.filter((id) => deliveries.some((one) => one.id === id && one.state === 'dead'))
  return (
    <>
      {picked.length > 0 ? (
        <PickedBar picked={picked} onDone={() => setChosen([])} />
      ) : (
        <Filters ledger={ledger} />
      )}
      <section className={css.rows} aria-label={t('title')}>
        <PagedList
          query={list}
          loading={t('loading')}
          empty={
            <EmptyState
              title={t('empty.title')}
              text={t(ledger.isFiltered ? 'empty.filtered' : 'empty.text')}
            >
              {ledger.isFiltered && <Button onClick={ledger.clear}>{t('empty.clear')}</Button>}
            </EmptyState>
          }
        >
          <DeliveryTable deliveries={deliveries} ledger={ledger} picked={picked} onPick={setChosen} />
        </PagedList>
      </section>
    </>
  )
}

function Deliveries() {
  const { t } = useTranslation('systemLedger')
  const ledger = useLedger()
  const { data: counts } = useQuery(deliveryCounts)
  return (
    <ConsolePage
      title={t('title')}
      lead={t('lead')}
      actions={counts && <ReplayAll counts={counts} channel={ledger.channel} />}
    >
      {counts && <Sums counts={counts} />}
      <StateTabs ledger={ledger} counts={counts} />
      <div className={css.ledger} data-open={ledger.open !== null || undefined}>
        <div className={css.list}>
          <List ledger={ledger} />
        </div>
        {ledger.open !== null && <DeliveryPanel key={ledger.open} id={ledger.open} ledger={ledger} />}
      </div>
    </ConsolePage>
  )
}

export const Component = () => (
  <ConsoleDoor>
    <Deliveries />
  </ConsoleDoor>
)
