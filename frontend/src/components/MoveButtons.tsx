// The next move as the one filled action, the others behind it; a move that needs a reason asks for it first.
import { ActionIcon, Button, CloseButton, Menu } from '@mantine/core'
import { IconArrowRight, IconDots } from '@tabler/icons-react'
import { Children, useState, type ReactNode } from 'react'
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

const isFinished = (status: TicketStatus) => ['resolved', 'closed', 'cancelled'].includes(status)

/** What stands beside it on a page. */
const wayBeside: Partial<Record<TicketStatus, TicketStatus>> = {
  open: 'on_hold',
  in_progress: 'on_hold',
  on_hold: 'resolved',
  resolved: 'open',
}

interface Props {
  ticket: Ticket
  /** On a ticket's own page: the move ends the line, holding stands beside it. */
  isPage?: boolean
  /** What comes before any move: give it to someone. Takes the place of the filled button. */
  first?: { name: string; onGo: () => void } | undefined
  /** Further entries of the menu. */
  children?: ReactNode
}

/** The buttons, and what the server says when it refuses. */
export function MoveButtons({ ticket, isPage, first, children }: Props) {
  const { t } = useTranslation(['tickets', 'common'])
  const explain = useProblemText()
  const { move, isMoving, refused, error, reset } = useMoveTicket(ticket)
  const [isHolding, setHolding] = useState(false)
  const allowed = ticket.allowed_statuses
  const next = first ? undefined : allowed.find((status) => status === wayOn[ticket.status])
  const wanted = first ? wayOn[ticket.status] : wayBeside[ticket.status]
  const beside = isPage ? allowed.find((status) => status === wanted) : undefined
  const others = allowed.filter((status) => status !== next && status !== beside)
  const start = (status: TicketStatus) => (status === 'on_hold' ? setHolding(true) : move({ status }))

  const nameOf = (status: TicketStatus) =>
    status === 'open' && !isFinished(ticket.status) ? t('move.backToOpen') : t(`move.${status}`)
  const go = first ?? (next && { name: nameOf(next), onGo: () => start(next) })

  const way = go && (
    <Button
      variant="filled"
      loading={isMoving}
      rightSection={<IconArrowRight className="way" size={16} stroke={2.6} />}
      onClick={go.onGo}
    >
      {go.name}
    </Button>
  )

  return (
    <>
      {!isPage && way}
      {beside && (
        <Button disabled={isMoving} onClick={() => start(beside)}>
          {nameOf(beside)}
        </Button>
      )}
      {(others.length > 0 || Children.toArray(children).length > 0) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant={isPage ? 'default' : 'subtle'}
              className={isPage ? css.more : undefined}
              aria-label={t('peek.more')}
              disabled={isMoving}
            >
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((status) => (
              <Menu.Item key={status} onClick={() => start(status)}>
                {nameOf(status)}
              </Menu.Item>
            ))}
            {children}
          </Menu.Dropdown>
        </Menu>
      )}
      {isPage && way}
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
