// What is not here, why, and the ways on.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '../../components/States'
import { paths } from '../../config/paths'
import { mayReport } from '../../config/places'
import { useSession } from '../../context/SessionContext'
import { useFloors } from '../../hooks/useFloors'
import { emptyState, filterNames, isOn, withoutAll, type ListState } from './listState'

interface Props {
  state: ListState
  onChange: (state: ListState) => void
}

function NewButton() {
  const { t } = useTranslation('shell')
  const session = useSession()
  if (!mayReport(session)) return null
  return (
    <Button component={Link} to={paths.newTicket} leftSection={<IconPlus size={16} aria-hidden />}>
      {session.isGuest ? t('newRequest') : t('newTicket')}
    </Button>
  )
}

export function EmptyList({ state, onChange }: Props) {
  const { t } = useTranslation('tickets')
  const { isGuest } = useSession()
  const floors = useFloors(state.property_id[0] ?? 0)
  const filters = filterNames.filter((name) => isOn(state, name)).length
  if (isGuest && !filters)
    return (
      <EmptyState title={t('empty.guestTitle')} text={t('empty.guest')}>
        <NewButton />
      </EmptyState>
    )
  const view = t('empty.view', { view: t(`views.${state.view}`) })
  return (
    <EmptyState
      title={t('empty.title')}
      text={filters ? `${view} ${t('empty.filters', { count: filters })}` : view}
      floor={state.floor}
      floors={floors}
    >
      {filters > 0 ? (
        <Button onClick={() => onChange(withoutAll(state))}>{t('empty.clear')}</Button>
      ) : (
        state.view !== 'open' && (
          <Button onClick={() => onChange(emptyState('open'))}>{t('empty.showAll')}</Button>
        )
      )}
      <NewButton />
    </EmptyState>
  )
}
