// Who called: someone who stays in the room, somebody else by name, or nobody but oneself.
import { TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Room } from '../../api/properties'
import { guestsOf, type Person as User } from '../../api/users'
import { Person } from '../../components/Marks'
import { useSession } from '../../context/SessionContext'
import css from './NewTicket.module.css'
import type { Reporting } from './useReport'

const staysIn = (room: Room) => (person: User) => person.properties.some((one) => one.room?.id === room.id)

/** Guests who stay in the room. */
function useGuestsOf(room: Room | undefined): User[] {
  const { can } = useSession()
  const { data } = useQuery({
    ...guestsOf(room?.property.id ?? 0),
    enabled: room !== undefined && can('user:read'),
  })
  return room && data ? data.filter(staysIn(room)) : []
}

export function Callers({ reporting }: { reporting: Reporting }) {
  const { t } = useTranslation('newTicket')
  const { user } = useSession()
  const { report, set, room } = reporting
  const guests = useGuestsOf(room)
  return (
    <section>
      <p className={css.legend} id="caller">
        {t('caller')}
      </p>
      <div className={css.callers} role="radiogroup" aria-labelledby="caller">
        {guests.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            role="radio"
            aria-checked={report.caller === 'known' && report.callerId === id}
            onClick={() => set({ caller: 'known', callerId: id })}
          >
            <Person name={name} size={30} />
            <span>
              <b>{name}</b>
              <em>{t('guestOf', { room: room?.name })}</em>
            </span>
          </button>
        ))}
        <button
          type="button"
          role="radio"
          aria-checked={report.caller === 'nobody' || (report.caller === 'known' && report.callerId === null)}
          onClick={() => set({ caller: 'nobody' })}
        >
          <Person name={user.name} size={30} />
          <span>
            <b>{t('nobody')}</b>
            <em>{t('nobodyHint')}</em>
          </span>
        </button>
        <button
          type="button"
          role="radio"
          aria-checked={report.caller === 'other'}
          onClick={() => set({ caller: 'other' })}
        >
          <IconPlus size={18} aria-hidden />
          <span>
            <b>{t('other')}</b>
            <em>{t('otherHint')}</em>
          </span>
        </button>
      </div>
      {report.caller === 'other' && (
        <div className={css.pair}>
          <TextInput
            label={t('name')}
            value={report.callerName}
            onChange={(event) => set({ callerName: event.currentTarget.value })}
          />
          <TextInput
            type="tel"
            label={t('phone')}
            value={report.callerPhone}
            onChange={(event) => set({ callerPhone: event.currentTarget.value })}
          />
          <TextInput
            type="email"
            label={t('email')}
            value={report.callerEmail}
            onChange={(event) => set({ callerEmail: event.currentTarget.value })}
          />
        </div>
      )}
    </section>
  )
}
