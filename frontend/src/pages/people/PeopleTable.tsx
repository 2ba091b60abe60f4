// People line by line: who, what they are, where, and whether they are here.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Person as User } from '../../api/users'
import { Person } from '../../components/Marks'
import css from '../../components/Table.module.css'
import { paths } from '../../config/paths'
import { useProperty } from '../../context/PropertyContext'
import { usePersonName } from '../../hooks/usePersonName'
import { useRoleName } from '../../hooks/useRoleName'
import { Away } from './Away'

/** Codes of the properties, the room of who stays in one. */
function Where({ person }: { person: User }) {
  const { properties } = useProperty()
  const codeOf = (id: number) => properties.find((one) => one.id === id)?.code
  return (
    <span className={css.codes}>
      {person.properties.map(({ id, name, room }) => (
        <b key={`${id} ${room?.id ?? ''}`} title={name}>
          {[codeOf(id) ?? name, room?.name].filter(Boolean).join(' ')}
        </b>
      ))}
    </span>
  )
}

export function PeopleTable({ people }: { people: User[] }) {
  const { t } = useTranslation('people')
  const { full } = usePersonName()
  const roleName = useRoleName()
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t('column.person')}</th>
          <th scope="col">{t('column.role')}</th>
          <th scope="col">{t('column.department')}</th>
          <th scope="col">{t('column.properties')}</th>
          <th scope="col">{t('column.away')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <th scope="row">
              <span className={css.who}>
                <Person name={full(person)} size={30} />
                <span>
                  <Link to={paths.person(person.id)}>
                    <b>{full(person)}</b>
                  </Link>
                  <span className="clip">{person.email}</span>
                </span>
              </span>
            </th>
            <td>{roleName({ role: person.role, department: null })}</td>
            <td>{person.department?.name}</td>
            <td>
              <Where person={person} />
            </td>
            <td>
              <Away person={person} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
