// What is known of a person, line by line.
import { useTranslation } from 'react-i18next'
import type { User } from '../../api/session'
import { useFormat } from '../../hooks/useFormat'
import { Away } from './Away'
import css from './Person.module.css'

export function PersonFacts({ person }: { person: User }) {
  const { t } = useTranslation('people')
  const { when } = useFormat()
  const lines = [
    [t('field.email'), person.email],
    [t('field.phone'), person.phone],
    [t('field.department'), person.department?.name],
    [t('field.timezone'), person.timezone],
    [t('since'), when(person.created_at)],
  ] as const
  return (
    <dl className={css.facts}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? <span className="quiet">{t('notGiven')}</span>}</dd>
        </div>
      ))}
      <div>
        <dt>{t('column.away')}</dt>
        <dd>
          <Away person={person} />
        </dd>
      </div>
    </dl>
  )
}
