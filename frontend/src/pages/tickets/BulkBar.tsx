// What is done to all picked tickets at once; it takes the header's place, so that nothing jumps.
import { Button, Menu } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketRow, TicketStatus } from '../../api/tickets'
import { HoldDialog } from '../../components/HoldDialog'
import { useSession } from '../../context/SessionContext'
import { AssignMenu } from './AssignMenu'
import { priorities, statuses } from './listState'
import css from './Tickets.module.css'
import { useBulk } from './useBulk'

interface Props {
  tickets: TicketRow[]
  onDone: () => void
}

export function BulkBar({ tickets, onDone }: Props) {
  const { t } = useTranslation(['tickets', 'common'])
  const { can } = useSession()
  const [isHolding, setHolding] = useState(false)
  const { change, isChanging } = useBulk(tickets, onDone)
  const move = (status: TicketStatus) => (status === 'on_hold' ? setHolding(true) : change({ status }))
  return (
    <div className={css.bulk} role="region" aria-label={t('bulk.label')}>
      <b>{t('bulk.count', { count: tickets.length })}</b>
      {can('ticket:assign') && (
        <AssignMenu onAssign={(assignee_id) => change({ assignee_id })}>
          <Act isBusy={isChanging}>{t('bulk.assign')}</Act>
        </AssignMenu>
      )}
      <ActMenu
        name={t('bulk.move')}
        isBusy={isChanging}
        choices={statuses.map((value) => ({ value, name: t(`common:status.${value}`) }))}
        onChoose={move}
      />
      <ActMenu
        name={t('bulk.priority')}
        isBusy={isChanging}
        choices={priorities.map((value) => ({ value, name: t(`common:priority.${value}`) }))}
        onChoose={(priority) => change({ priority })}
      />
      <button type="button" aria-label={t('bulk.clear')} onClick={onDone}>
        <IconX size={17} aria-hidden />
      </button>
      {isHolding && (
        <HoldDialog
          onClose={() => setHolding(false)}
          onHold={(hold) => {
            setHolding(false)
            change({ status: 'on_hold', ...hold })
          }}
        />
      )}
    </div>
  )
}

const Act = ({ children, isBusy, ...rest }: { children: ReactNode; isBusy: boolean }) => (
  <Button size="compact-sm" className={css.act} disabled={isBusy} {...rest}>
    {children}
  </Button>
)

interface ActMenuProps<Value extends string> {
  name: string
  isBusy: boolean
  choices: { value: Value; name: string }[]
  onChoose: (value: Value) => void
}

const ActMenu = <Value extends string>({ name, isBusy, choices, onChoose }: ActMenuProps<Value>) => (
  <Menu position="bottom-start">
    <Menu.Target>
      <Button size="compact-sm" className={css.act} disabled={isBusy}>
        {name}
      </Button>
    </Menu.Target>
    <Menu.Dropdown>
      {choices.map((choice) => (
        <Menu.Item key={choice.value} onClick={() => onChoose(choice.value)}>
          {choice.name}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
)
