// Deliveries line by line: to whom, what, through which channel, what became of it. The dead ones can be picked.
import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Delivery } from '../../../api/deliveries'
import table from '../../../components/Table.module.css'
import { useFormat } from '../../../hooks/useFormat'
import { usePersonName } from '../../../hooks/usePersonName'
import css from '../Ledger.module.css'
import { StateMark } from '../StateMark'
import type { Ledger } from './useLedger'
import { useWords } from './useWords'

interface Props {
  deliveries: Delivery[]
  ledger: Ledger
  picked: number[]
  onPick: (ids: number[]) => void
}

function Row({ delivery, ledger, picked, onPick }: Omit<Props, 'deliveries'> & { delivery: Delivery }) {
  const { t } = useTranslation('systemLedger')
  const { full } = usePersonName()
  const { when, full: fullTime } = useFormat()
  const words = useWords()
  const { id, person, address, kind, ticket, channel, state, reason, attempts, at } = delivery
  const isPicked = picked.includes(id)
  return (
    <tr data-here={ledger.open === id || undefined}>
      <td className={css.pick}>
        {state === 'dead' && (
          <Checkbox
            aria-label={t('pick', { name: full(person) })}
            checked={isPicked}
            onChange={() => onPick(isPicked ? picked.filter((one) => one !== id) : [...picked, id])}
          />
        )}
      </td>
      <th scope="row">
        <span className={css.two}>
          <Link to={ledger.linkTo(id)} aria-current={ledger.open === id || undefined}>
            <b>{full(person)}</b>
          </Link>
          <span>{address}</span>
        </span>
      </th>
      <td>
        <span className={css.two}>
          <span>{words.kind(kind)}</span>
          {ticket && <span>{ticket.number}</span>}
        </span>
      </td>
      <td>{t(`channel.${channel}`)}</td>
      <td>
        <StateMark state={state} />
        {reason && <span className={css.reason}>{words.reason(reason)}</span>}
      </td>
      <td className={css.extra}>{attempts > 0 && t('tries', { count: attempts })}</td>
      <td className={css.extra}>
        <time dateTime={at} title={fullTime(at)}>
          {when(at)}
        </time>
      </td>
    </tr>
  )
}

export function DeliveryTable({ deliveries, picked, onPick, ...rest }: Props) {
  const { t } = useTranslation('systemLedger')
  const dead = deliveries.filter(({ state }) => state === 'dead').map(({ id }) => id)
  const isAll = dead.length > 0 && dead.every((id) => picked.includes(id))
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <td>
            {dead.length > 0 && (
              <Checkbox
                aria-label={t('pickAll')}
                checked={isAll}
                indeterminate={!isAll && picked.length > 0}
                onChange={() => onPick(isAll ? [] : dead)}
              />
            )}
          </td>
          <th scope="col">{t('column.person')}</th>
          <th scope="col">{t('column.kind')}</th>
          <th scope="col">{t('column.channel')}</th>
          <th scope="col">{t('column.state')}</th>
          <th scope="col" className={css.extra}>
            {t('column.tries')}
          </th>
          <th scope="col" className={css.extra}>
            {t('column.at')}
          </th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} picked={picked} onPick={onPick} {...rest} />
        ))}
      </tbody>
    </table>
  )
}
