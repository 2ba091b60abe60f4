// The panel of all filters: pressed words, each at once in the URL and in the list.
import { Button, Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { categoryList } from '../../api/categories'
import { propertyList } from '../../api/properties'
import { useSession } from '../../context/SessionContext'
import { kinds, priorities, statuses, toggled, withoutAll, type ListState } from './listState'
import css from './FilterPanel.module.css'

interface Props {
  state: ListState
  onChange: (state: ListState) => void
  opened: boolean
  onOpen: (opened: boolean) => void
  children: ReactNode
}

export const FilterPanel = ({ state, onChange, opened, onOpen, children }: Props) => (
  <Popover
    opened={opened}
    onChange={onOpen}
    position="bottom-start"
    width={440}
    trapFocus
    returnFocus
    shadow="none"
  >
    <Popover.Target>{children}</Popover.Target>
    <Popover.Dropdown className={css.panel}>
      <Choices state={state} onChange={onChange} />
    </Popover.Dropdown>
  </Popover>
)

interface Choice<Value> {
  value: Value
  name: string
}

interface GroupProps<Value> {
  name: string
  choices: Choice<Value>[]
  chosen: Value[]
  onToggle: (chosen: Value[]) => void
}

function Group<Value extends string | number>({ name, choices, chosen, onToggle }: GroupProps<Value>) {
  if (choices.length < 2) return null
  return (
    <fieldset className={css.group}>
      <legend className="label">{name}</legend>
      {choices.map((choice) => (
        <button
          type="button"
          key={choice.value}
          aria-pressed={chosen.includes(choice.value)}
          onClick={() => onToggle(toggled(chosen, choice.value))}
        >
          {choice.name}
        </button>
      ))}
    </fieldset>
  )
}

const named = ({ id, name }: { id: number; name: string }) => ({ value: id, name })

function Choices({ state, onChange }: Pick<Props, 'state' | 'onChange'>) {
  const { t } = useTranslation(['tickets', 'common'])
  const { isGuest } = useSession()
  const { data: categories = [] } = useQuery(categoryList)
  const { data: properties = [] } = useQuery(propertyList)
  const set = (part: Partial<ListState>) => onChange({ ...state, ...part })
  return (
    <>
      <Group
        name={t('filter.status')}
        choices={statuses.map((value) => ({ value, name: t(`common:status.${value}`) }))}
        chosen={state.status}
        onToggle={(status) => set({ status })}
      />
      <Group
        name={t('filter.priority')}
        choices={priorities.map((value) => ({ value, name: t(`common:priority.${value}`) }))}
        chosen={state.priority}
        onToggle={(priority) => set({ priority })}
      />
      <Group
        name={t('filter.category')}
        choices={categories.filter(({ parent_id }) => parent_id === null).map(named)}
        chosen={state.category_id}
        onToggle={(category_id) => set({ category_id })}
      />
      <Group
        name={t('filter.property')}
        choices={properties.map(named)}
        chosen={state.property_id}
        onToggle={(property_id) => set({ property_id, floor: null, room_id: [] })}
      />
      <Group
        name={t('filter.kind')}
        choices={kinds.map((value) => ({ value, name: t(`common:kind.${value}`) }))}
        chosen={state.kind}
        onToggle={(kind) => set({ kind })}
      />
      {!isGuest && (
        <Group
          name={t('filter.assignee')}
          choices={[
            { value: 'me', name: t('filter.me') },
            { value: 'none', name: t('filter.nobody') },
          ]}
          chosen={state.assignee_id}
          onToggle={(assignee_id) => set({ assignee_id })}
        />
      )}
      <Button size="compact-md" onClick={() => onChange(withoutAll(state))}>
        {t('filter.clear')}
      </Button>
    </>
  )
}
