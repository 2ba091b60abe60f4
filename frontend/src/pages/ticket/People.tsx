// Who has it now, who is next, who answers for it, who reported it.
import { useTranslation } from 'react-i18next'
import type { Present } from '../../api/socket'
import type { Ticket } from '../../api/tickets'
import { Person } from '../../components/Marks'
import { usePersonName } from '../../hooks/usePersonName'
import { Here } from './Here'
import css from './Ticket.module.css'

type Part = 'holder' | 'next' | 'manager' | 'reporter'

interface Line {
  person: { id: number; name: string }
  part: Part
}

/** Everyone once, by the most that they are to it. */
export function peopleOf(ticket: Ticket): Line[] {
  const { holder, assignee, reporter, next } = ticket
  const comesNext = next === 'guest_confirms' ? reporter : next === 'manager_checks' ? assignee : null
  const lines: { person: Line['person'] | null; part: Part }[] = [
    { person: holder, part: 'holder' },
    { person: comesNext, part: 'next' },
    { person: assignee, part: 'manager' },
    { person: reporter, part: 'reporter' },
  ]
  const seen = new Set<number>()
  return lines.flatMap(({ person, part }) => {
    if (!person || seen.has(person.id)) return []
    seen.add(person.id)
    return [{ person, part }]
  })
}

export function People({ ticket, present }: { ticket: Ticket; present: Present[] }) {
  const { t } = useTranslation('ticket')
  const { full } = usePersonName()
  return (
    <section>
      <h2>{t('people.title')}</h2>
      {!ticket.holder && ticket.next === 'needs_someone' && (
        <p className={css.nobody}>{t('people.nobody')}</p>
      )}
      <ul className={css.people}>
        {peopleOf(ticket).map(({ person, part }) => (
          <li key={person.id} data-here={part === 'holder' || undefined}>
            <Person name={full(person)} />
            <b>{full(person)}</b>
            <span>{t(`people.${part}`)}</span>
          </li>
        ))}
      </ul>
      <Here present={present} />
    </section>
  )
}
