// Every try at a delivery, and what the other side said, in its own words.
import { useTranslation } from 'react-i18next'
import type { DeliveryInFull } from '../../../api/deliveries'
import { useFormat } from '../../../hooks/useFormat'
import css from '../Ledger.module.css'
import page from '../System.module.css'

type Attempt = DeliveryInFull['attempts_made'][number]

const MILLISECONDS = 1000

function Try({
  attempt: { number, started_at: start, ended_at: end, outcome, error },
}: {
  attempt: Attempt
}) {
  const { t } = useTranslation('systemLedger')
  const { when, full, number: format } = useFormat()
  const seconds = end === null ? null : (Date.parse(end) - Date.parse(start)) / MILLISECONDS
  return (
    <li>
      <p>
        <b>{t('try.number', { number })}</b>
        <span>{outcome ? t(`try.${outcome}`) : t('try.open')}</span>
        <time className="quiet" dateTime={start} title={full(start)}>
          {when(start)}
        </time>
        {seconds !== null && <span className="quiet">{t('try.took', { seconds: format(seconds) })}</span>}
      </p>
      {error && <pre className={page.words}>{error}</pre>}
    </li>
  )
}

export function Attempts({ attempts }: { attempts: Attempt[] }) {
  const { t } = useTranslation('systemLedger')
  return (
    <>
      <h3>{t('try.title')}</h3>
      {attempts.length === 0 && <p className="quiet">{t('try.none')}</p>}
      <ol className={css.tries}>
        {attempts.map((attempt) => (
          <Try key={attempt.number} attempt={attempt} />
        ))}
      </ol>
    </>
  )
}
