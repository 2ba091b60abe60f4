// By when it is answered, solved, looked at again: the clock, and how far that is.
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../api/tickets'
import { useDuration } from '../../hooks/useDuration'
import { useFormat } from '../../hooks/useFormat'
import { useNow } from '../../hooks/useNow'
import css from './Ticket.module.css'

interface ClockProps {
  name: string
  /** By when. */
  due: string
  /** When it happened; null: not yet. */
  met: string | null
}

function Clock({ name, due, met }: ClockProps) {
  const { t } = useTranslation(['ticket', 'common'])
  const { when, full } = useFormat()
  const duration = useDuration()
  const now = useNow()
  const left = Date.parse(due) - (met ? Date.parse(met) : now)
  const state = left < 0 ? 'late' : met ? 'met' : 'ahead'
  const distance = duration(left)
  const words = {
    late: t('common:time.late', { duration: distance }),
    met: t('ticket:due.met', { duration: distance }),
    ahead: t('common:time.in', { duration: distance }),
  }
  return (
    <div className={css.clock} data-state={state}>
      <dt>{name}</dt>
      <dd>
        <b title={full(due)}>{when(due)}</b>
        <span>{words[state]}</span>
      </dd>
    </div>
  )
}

export function Due({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('ticket')
  const { first_response_due_at: answerDue, first_response_at: answered, due_at: due } = ticket
  const { on_hold_until: until, on_hold_reason: reason, status, resolved_at, closed_at } = ticket
  if (!answerDue && !due && !until) return null
  return (
    <section>
      <h2>{t('due.title')}</h2>
      <dl>
        {answerDue && <Clock name={t('due.answer')} due={answerDue} met={answered} />}
        {due && <Clock name={t('due.solved')} due={due} met={resolved_at ?? closed_at} />}
        {status === 'on_hold' && until && <Clock name={t('due.resumes')} due={until} met={null} />}
      </dl>
      {status === 'on_hold' && reason && <p className={css.reason}>{t('due.reason', { reason })}</p>}
    </section>
  )
}
