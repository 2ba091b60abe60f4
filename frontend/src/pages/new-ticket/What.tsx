// What: a sentence, more if there is more, the category, and what is open in this room already.
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { categoryList } from '../../api/categories'
import { useSession } from '../../context/SessionContext'
import { priorities } from '../tickets/listState'
import css from './NewTicket.module.css'
import type { Reporting } from './useReport'

export function What({ reporting }: { reporting: Reporting }) {
  const { t } = useTranslation(['newTicket', 'common'])
  const { report, set } = reporting
  const { can } = useSession()
  return (
    <section>
      <TextInput
        size="md"
        label={t('newTicket:what')}
        placeholder={t('newTicket:whatHint')}
        maxLength={200}
        value={report.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Kinds chosen={report.categoryId} onChoose={(categoryId) => set({ categoryId })} />
      <Textarea
        mt={12}
        autosize
        minRows={2}
        maxRows={8}
        label={t('newTicket:more')}
        value={report.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <div className={css.pair}>
        {can('ticket:triage') && (
          <NativeSelect
            label={t('newTicket:priority')}
            value={report.priority ?? ''}
            data={[
              { value: '', label: t('newTicket:asCategory') },
              ...priorities.map((value) => ({ value, label: t(`common:priority.${value}`) })),
            ]}
            onChange={(event) => {
              const value = event.currentTarget.value
              set({ priority: priorities.find((one) => one === value) ?? null })
            }}
          />
        )}
        <NativeSelect
          label={t('newTicket:enter')}
          value={report.mayEnter === null ? '' : String(report.mayEnter)}
          data={[
            { value: '', label: t('newTicket:enterUnknown') },
            { value: 'true', label: t('newTicket:enterYes') },
            { value: 'false', label: t('newTicket:enterNo') },
          ]}
          onChange={(event) => {
            const value = event.currentTarget.value
            set({ mayEnter: value ? value === 'true' : null })
          }}
        />
      </div>
    </section>
  )
}

interface KindsProps {
  chosen: number | null
  onChoose: (id: number | null) => void
}

/** The categories at the top; those below the chosen one open beside it. */
function Kinds({ chosen, onChoose }: KindsProps) {
  const { t } = useTranslation('newTicket')
  const { data: all = [] } = useQuery(categoryList)
  const top = all.filter(({ parent_id: parent }) => parent === null)
  const here = all.find(({ id }) => id === chosen)
  const open = here?.parent_id ?? here?.id
  const below = all.filter(({ parent_id: parent }) => parent !== null && parent === open)
  return (
    <div className={css.kinds} role="group" aria-label={t('category')}>
      {[...top, ...below].map(({ id, name, parent_id: parent }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === chosen}
          data-below={parent !== null || undefined}
          onClick={() => onChoose(id === chosen ? (parent ?? null) : id)}
        >
          {id === chosen && <IconCheck size={15} stroke={3} aria-hidden />}
          {name}
        </button>
      ))}
    </div>
  )
}
