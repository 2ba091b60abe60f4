// Who else is on this ticket just now. Colleagues only: guests neither see it nor are seen.
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Present } from '../../api/socket'
import { Person } from '../../components/Marks'
import { usePersonName } from '../../hooks/usePersonName'
import css from './Ticket.module.css'

/** Beside the people of the ticket. */
export function Here({ present }: { present: Present[] }) {
  const { t } = useTranslation('ticket')
  const { full } = usePersonName()
  if (!present.length) return null
  return (
    <ul className={css.here} aria-label={t('here.label')}>
      {present.map((person) => (
        <li key={person.id} data-state={person.state}>
          <i aria-hidden />
          <Person name={full(person)} size={22} />
          {person.state === 'writes'
            ? t('here.writes', { name: full(person) })
            : t('here.looks', { name: full(person) })}
        </li>
      ))}
    </ul>
  )
}

/** Over the field where one writes oneself, so that two don't answer the same. */
export function Writers({ present }: { present: Present[] }) {
  const { t, i18n } = useTranslation('ticket')
  const { first } = usePersonName()
  const names = present.filter(({ state }) => state === 'writes').map(first)
  if (!names.length) return null
  return (
    <p className={css.writers}>
      <IconPencil size={15} aria-hidden />
      {t('here.writers', { names: new Intl.ListFormat(i18n.language).format(names), count: names.length })}
    </p>
  )
}
