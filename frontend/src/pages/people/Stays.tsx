// Which properties someone belongs to or manages, a guest's room and dates; changed one at a time.
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys'
import { patchPerson, type Belonging } from '../../api/people'
import { roomList } from '../../api/properties'
import type { User } from '../../api/session'
import { Confirm } from '../../components/Confirm'
import { NewDialog, type Values } from '../../components/RecordForm'
import { useProperty } from '../../context/PropertyContext'
import { useFormat } from '../../hooks/useFormat'
import css from './Person.module.css'

type Stay = User['properties'][number]

const asSent = ({ id, relation, room, stay_from, stay_until }: Stay): Belonging => ({
  property_id: id,
  relation,
  room_id: room?.id ?? null,
  stay_from,
  stay_until,
})

const othersThan = (person: User, propertyId: number) =>
  person.properties.filter(({ id }) => id !== propertyId).map(asSent)

const orNull = (day = '') => (day === '' ? null : day)

const belonging = (propertyId: number, values: Values): Belonging => ({
  property_id: propertyId,
  relation: values.relation === 'manager' ? 'manager' : 'member',
  room_id: values.room_id ? Number(values.room_id) : null,
  stay_from: orNull(values.stay_from),
  stay_until: orNull(values.stay_until),
})

function useKeep() {
  const client = useQueryClient()
  return (saved: User) => {
    client.setQueryData(keys.users.one(saved.id), saved)
    return client.invalidateQueries({ queryKey: keys.users.all })
  }
}

interface DialogProps {
  person: User
  property: { id: number; name: string }
  stay?: Stay
  onClose: () => void
}

function StayDialog({ person, property, stay, onClose }: DialogProps) {
  const { t } = useTranslation('people')
  const keep = useKeep()
  const { data: rooms = [] } = useQuery(roomList(property.id))
  return (
    <NewDialog
      draft={`person.${person.id}.property.${property.id}.${person.version}`}
      title={t('stay.title', { name: person.name, property: property.name })}
      submit={t('edit.save')}
      start={{
        relation: stay?.relation ?? 'member',
        room_id: stay?.room ? String(stay.room.id) : '',
        stay_from: stay?.stay_from ?? '',
        stay_until: stay?.stay_until ?? '',
      }}
      fields={[
        {
          name: 'relation',
          label: t('field.relation'),
          options: [
            { value: 'member', label: t('relation.member') },
            { value: 'manager', label: t('relation.manager') },
          ],
        },
        {
          name: 'room_id',
          label: t('field.room'),
          description: t('field.roomHint'),
          options: [
            { value: '', label: t('field.noRoom') },
            ...rooms.map(({ id, name }) => ({ value: String(id), label: name })),
          ],
        },
        { name: 'stay_from', label: t('field.stayFrom'), type: 'date' },
        { name: 'stay_until', label: t('field.stayUntil'), description: t('field.stayHint'), type: 'date' },
      ]}
      create={(values) =>
        patchPerson(person, {
          properties: [...othersThan(person, property.id), belonging(property.id, values)],
        })
      }
      onDone={(saved) => void keep(saved).then(onClose)}
      onClose={onClose}
    />
  )
}

function Leave({ person, stay, onClose }: { person: User; stay: Stay; onClose: () => void }) {
  const { t } = useTranslation('people')
  const keep = useKeep()
  const leaving = useMutation({
    mutationFn: () => patchPerson(person, { properties: othersThan(person, stay.id) }),
    onSuccess: async (saved) => {
      await keep(saved)
      onClose()
    },
  })
  return (
    <Confirm
      title={t('stay.leaveTitle', { name: person.name, property: stay.name })}
      yes={t('stay.leave')}
      error={leaving.error}
      isBusy={leaving.isPending}
      onYes={() => leaving.mutate()}
      onClose={onClose}
    >
      <p>{t('stay.leaveText')}</p>
    </Confirm>
  )
}

function Line({ stay }: { stay: Stay }) {
  const { t } = useTranslation('people')
  const { date } = useFormat()
  const { relation, room, stay_from: from, stay_until: until } = stay
  const dates = [from && t('stay.from', { day: date(from) }), until && t('stay.until', { day: date(until) })]
  return (
    <span>
      <b>{stay.name}</b>
      <br />
      <span className="quiet">
        {[t(`relation.${relation}`), room && t('stay.room', { name: room.name }), ...dates]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  )
}

export function Stays({ person, mayEdit }: { person: User; mayEdit: boolean }) {
  const { t } = useTranslation('people')
  const { properties } = useProperty()
  const [edited, setEdited] = useState<{ id: number; name: string }>()
  const [left, setLeft] = useState<Stay>()
  const others = properties.filter(({ id }) => !person.properties.some((stay) => stay.id === id))
  return (
    <section aria-label={t('stay.label')}>
      <h2>
        {t('stay.label')}
        {mayEdit && others.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="compact-sm" leftSection={<IconPlus size={15} />}>
                {t('stay.add')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map(({ id, name }) => (
                <Menu.Item key={id} onClick={() => setEdited({ id, name })}>
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </h2>
      {!person.properties.length && <p className="quiet">{t('stay.none')}</p>}
      <ul className={css.stays}>
        {person.properties.map((stay) => (
          <li key={`${stay.id} ${stay.room?.id ?? ''}`}>
            <Line stay={stay} />
            {mayEdit && (
              <>
                <ActionIcon aria-label={t('stay.edit', { name: stay.name })} onClick={() => setEdited(stay)}>
                  <IconPencil size={17} />
                </ActionIcon>
                <ActionIcon aria-label={t('stay.remove', { name: stay.name })} onClick={() => setLeft(stay)}>
                  <IconTrash size={17} />
                </ActionIcon>
              </>
            )}
          </li>
        ))}
      </ul>
      {edited && (
        <StayDialog
          person={person}
          property={edited}
          stay={person.properties.find(({ id }) => id === edited.id)}
          onClose={() => setEdited(undefined)}
        />
      )}
      {left && <Leave person={person} stay={left} onClose={() => setLeft(undefined)} />}
    </section>
  )
}
