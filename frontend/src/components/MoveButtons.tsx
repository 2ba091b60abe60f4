// The next move as the one filled action, the others behind it; a move that needs a reason asks for it first.
import { ActionIcon, Button, CloseButton, Menu } from '@mantine/core'
import { IconArrowRight, IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket, TicketStatus } from '../api/tickets'
import { useMoveTicket } from '../hooks/useMoveTicket'
import { useProblemText } from '../hooks/useProblemText'
import { HoldDialog } from './HoldDialog'
import css from './MoveButtons.module.css'
import { Refused } from './States'

/** The usual way on from a status. */
const wayOn: Partial<Record<TicketStatus, TicketStatus>> = {
  open: 'in_progress',
  in_progress: 'resolved',
  on_hold: 'in_progress',
  resolved: 'closed',
}

interface Props {
  ticket: Ticket
  size?: 'sm' | 'md'
}

/** The buttons, and what the server says when it refuses. */
export function MoveButtons({ ticket, size = 'sm' }: Props) {
  const { t } = useTranslation(['tickets', 'common'])
  const explain = useProblemText()
  const { move, isMoving, refused, error, reset } = useMoveTicket(ticket)
  const [isHolding, setHolding] = useState(false)
  const allowed = ticket.allowed_statuses
  const next = allowed.find((status) => status === wayOn[ticket.status])
  const others = allowed.filter((status) => status !== next)
  const start = (status: TicketStatus) => (status === 'on_hold' ? setHolding(true) : move({ status }))

  return (
    <>
      {next && (
        <Button
          variant="filled"
          size={size}
          loading={isMoving}
          rightSection={<IconArrowRight className="way" size={16} stroke={2.6} />}
          onClick={() => start(next)}
        >
          {t(`move.${next}`)}
        </Button>
      )}
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('peek.more')} disabled={isMoving}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((status) => (
              <Menu.Item key={status} onClick={() => start(status)}>
                {t(`move.${status}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {(refused ?? error) && (
        <div className={css.refusal}>
          {refused && (
            <Refused from={ticket.status} to={refused} allowed={allowed} onMove={(status) => start(status)} />
          )}
          {error && !refused && <span role="alert">{explain(error)}</span>}
          <CloseButton aria-label={t('common:action.close')} onClick={reset} />
        </div>
      )}
      {isHolding && (
        <HoldDialog
          onClose={() => setHolding(false)}
          onHold={(hold) => {
            setHolding(false)
            move({ status: 'on_hold', ...hold })
          }}
        />
      )}
    </>
  )
}
