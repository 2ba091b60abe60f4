// What each channel did today and what stands there.
import { useTranslation } from 'react-i18next'
import type { DeliveryCounts } from '../../../api/deliveries'
import { useFormat } from '../../../hooks/useFormat'
import css from '../Ledger.module.css'
import { channels } from './filters'

export function Sums({ counts: { by_channel: sums } }: { counts: DeliveryCounts }) {
  const { t } = useTranslation('systemLedger')
  const { number } = useFormat()
  return (
    <dl className={css.sums} aria-label={t('sums.label')}>
      {channels.map((channel) => {
        const { sent_today: sent = 0, on_the_way: way = 0, dead = 0 } = sums[channel] ?? {}
        if (!sent && !way && !dead) return null
        return (
          <div key={channel}>
            <dt>{t(`channel.${channel}`)}</dt>
            <dd>{t('sums.sent', { count: sent, number: number(sent) })}</dd>
            {way > 0 && <dd>{t('sums.way', { number: number(way) })}</dd>}
            {dead > 0 && <dd data-bad>{t('sums.dead', { number: number(dead) })}</dd>}
          </div>
        )
      })}
    </dl>
  )
}
