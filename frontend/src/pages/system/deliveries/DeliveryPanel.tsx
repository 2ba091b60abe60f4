// One delivery in full: where it stands and why, every try, and what can be done.
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { deliveryQuery, type DeliveryInFull } from '../../../api/deliveries'
import { ListSkeleton, LoadFailed } from '../../../components/States'
import { paths } from '../../../config/paths'
import { useFormat } from '../../../hooks/useFormat'
import { usePersonName } from '../../../hooks/usePersonName'
import { useProblemText } from '../../../hooks/useProblemText'
import { Facts } from '../Facts'
import css from '../Ledger.module.css'
import { PanelFrame } from '../PanelFrame'
import { StateMark } from '../StateMark'
import page from '../System.module.css'
import { Attempts } from './Attempts'
import type { Ledger } from './useLedger'
import { useReplay } from './useReplay'
import { useWords } from './useWords'

interface Props {
  delivery: DeliveryInFull
  ledger: Ledger
}

function DeliveryFacts({ delivery, ledger }: Props) {
  const { t } = useTranslation('systemLedger')
  const { full } = useFormat()
  const words = useWords()
  const { ticket, folded_into_id: digest, next_at: next, sent_at: sent, delivered_at: arrived } = delivery
  return (
    <Facts
      facts={[
        [t('column.state'), <StateMark key="state" state={delivery.state} />],
        [t('column.reason'), delivery.reason && words.reason(delivery.reason)],
        [
          t('column.folded'),
          digest && (
            <Link key="digest" to={ledger.linkTo(digest)}>
              {t('digest')}
            </Link>
          ),
        ],
        [t('column.kind'), words.kind(delivery.kind)],
        [
          t('column.ticket'),
          ticket && (
            <Link key="ticket" to={paths.ticket(ticket.id)}>
              {ticket.number}
            </Link>
          ),
        ],
        [t('column.channel'), t(`channel.${delivery.channel}`)],
        [t('column.address'), delivery.address],
        [t('column.at'), full(delivery.at)],
        [t('column.next'), next && full(next)],
        [t('column.sent'), sent && full(sent)],
        [t('column.arrived'), arrived && full(arrived)],
        [t('column.segments'), delivery.segments],
        [t('column.messageId'), delivery.message_id],
        [t('column.providerId'), delivery.provider_id],
      ]}
    />
  )
}

function Acts({ delivery: { id, state, person, ticket }, ledger }: Props) {
  const { t } = useTranslation('systemLedger')
  const { full } = usePersonName()
  const explain = useProblemText()
  const replay = useReplay()
  const only = (part: { user_id?: string; ticket_id?: string }) =>
    ledger.set({ state: '', channel: '', from: '', to: '', q: '', user_id: '', ticket_id: '', ...part })
  return (
    <>
      <div className={css.acts}>
        {state === 'dead' && (
          <Button
            variant="filled"
            leftSection={<IconRefresh size={16} />}
            loading={replay.isPending}
            onClick={() => replay.mutate({ ids: [id] })}
          >
            {t('replay.one')}
          </Button>
        )}
        <Button size="compact-sm" onClick={() => only({ user_id: String(person.id) })}>
          {t('allOfPerson', { name: full(person) })}
        </Button>
        {ticket && (
          <Button size="compact-sm" onClick={() => only({ ticket_id: String(ticket.id) })}>
            {t('allOfTicket', { number: ticket.number })}
          </Button>
        )}
      </div>
      {replay.error && (
        <p className={page.bad} role="alert">
          {explain(replay.error)}
        </p>
      )}
    </>
  )
}

export function DeliveryPanel({ id, ledger }: { id: number; ledger: Ledger }) {
  const { t } = useTranslation('systemLedger')
  const { full } = usePersonName()
  const { data, error, refetch } = useQuery(deliveryQuery(id))
  return (
    <PanelFrame title={data ? full(data.person) : t('one')} onClose={ledger.close}>
      {error && !data && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {!error && !data && <ListSkeleton label={t('loading')} rows={3} />}
      {data && (
        <>
          <DeliveryFacts delivery={data} ledger={ledger} />
          <Acts delivery={data} ledger={ledger} />
          <Attempts attempts={data.attempts_made} />
        </>
      )}
    </PanelFrame>
  )
}
