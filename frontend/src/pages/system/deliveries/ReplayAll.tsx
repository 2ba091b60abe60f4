// Sends all that is dead again, after saying how many that are.
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryCounts } from '../../../api/deliveries'
import { Confirm } from '../../../components/Confirm'
import type { Ledger } from './useLedger'
import { useReplay } from './useReplay'

interface Props {
  counts: DeliveryCounts
  /** Only those of the channel that is looked at. */
  channel: Ledger['channel']
}

export function ReplayAll({ counts, channel }: Props) {
  const { t } = useTranslation('systemLedger')
  const [isAsking, setAsking] = useState(false)
  const replay = useReplay(() => setAsking(false))
  const count = (channel ? counts.by_channel[channel]?.dead : counts.by_state.dead) ?? 0
  if (!count && !isAsking) return null
  return (
    <>
      <Button leftSection={<IconRefresh size={16} />} onClick={() => setAsking(true)}>
        {t('replay.all', { count })}
      </Button>
      {isAsking && (
        <Confirm
          title={t('replay.title', { count })}
          yes={t('replay.yes', { count })}
          error={replay.error}
          isBusy={replay.isPending}
          onYes={() => replay.mutate({ state: 'dead', channel })}
          onClose={() => setAsking(false)}
        >
          <p>
            {channel ? t('replay.through', { channel: t(`channel.${channel}`) }) : t('replay.everywhere')}{' '}
            {t('replay.text')}
          </p>
        </Confirm>
      )}
    </>
  )
}
