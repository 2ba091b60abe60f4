// What became of a delivery or a job: shape, word and colour.
import {
  IconArrowRight,
  IconCheck,
  IconClock,
  IconSlash,
  IconStack2,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DeliveryState } from '../../api/deliveries'
import type { JobStatus } from '../../api/jobs'
import css from './Ledger.module.css'

const icons: Record<DeliveryState | JobStatus, Icon> = {
  waiting: IconClock,
  queued: IconArrowRight,
  sending: IconArrowRight,
  sent: IconCheck,
  folded: IconStack2,
  skipped: IconSlash,
  dead: IconX,
  todo: IconClock,
  doing: IconArrowRight,
  succeeded: IconCheck,
  failed: IconX,
  cancelled: IconSlash,
  aborted: IconSlash,
}

export function StateMark({ state }: { state: DeliveryState | JobStatus }) {
  const { t } = useTranslation('systemLedger')
  const Mark = icons[state]
  return (
    <span className={css.state} data-state={state}>
      <Mark size={15} stroke={2.6} aria-hidden />
      {t(`state.${state}`)}
    </span>
  )
}
