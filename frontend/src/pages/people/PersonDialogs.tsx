// Adding, editing and deactivating a person; the link of an invitation is shown once.
import { Button, Modal } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys'
import { createPerson, deactivatePerson, patchPerson } from '../../api/people'
import type { User } from '../../api/session'
import { ticketCounts } from '../../api/tickets'
import { Confirm } from '../../components/Confirm'
import overlay from '../../components/Overlays.module.css'
import { EditDialog, NewDialog, type Values } from '../../components/RecordForm'
import { useProperty } from '../../context/PropertyContext'
import css from './Person.module.css'
import { personBody, personPatch, personValues, useAccountFields, useOwnFields } from './personFields'

interface Invited {
  name: string
  url: string
}

/** The link is never told again: it closes only by its button. */
export function InviteLink({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const { t } = useTranslation('people')
  const { copy, copied } = useClipboard()
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      size={560}
      title={t('invite.title', { name: invited.name })}
      classNames={{ title: overlay.title, header: overlay.header }}
    >
      <div className={overlay.form}>
        <p>{t('invite.text')}</p>
        <code className={css.link}>{invited.url}</code>
        <div className={overlay.actions}>
          <Button
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            onClick={() => copy(invited.url)}
          >
            {copied ? t('invite.copied') : t('invite.copy')}
          </Button>
          <Button variant="filled" onClick={onClose}>
            {t('invite.done')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

export function PersonNew({ onClose }: { onClose: (made?: User) => void }) {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const { properties, property } = useProperty()
  const account = useAccountFields()
  const [made, setMade] = useState<{ user: User; url: string }>()
  const start: Values = {
    name: '',
    email: '',
    role: 'staff',
    department_id: '',
    phone: '',
    property_id: property ? String(property.id) : '',
    relation: 'member',
  }
  if (made)
    return <InviteLink invited={{ name: made.user.name, url: made.url }} onClose={() => onClose(made.user)} />
  return (
    <NewDialog
      draft="person.new"
      title={t('add.title')}
      submit={t('add.submit')}
      start={start}
      fields={[
        { name: 'name', label: t('field.name'), isRequired: true },
        ...account,
        { name: 'phone', label: t('field.phone'), type: 'tel' },
        {
          name: 'property_id',
          label: t('field.property'),
          options: [
            { value: '', label: t('field.noProperty') },
            ...properties.map(({ id, name }) => ({ value: String(id), label: name })),
          ],
        },
        {
          name: 'relation',
          label: t('field.relation'),
          options: [
            { value: 'member', label: t('relation.member') },
            { value: 'manager', label: t('relation.manager') },
          ],
        },
      ]}
      create={(values, key) => createPerson(personBody(values), key)}
      onDone={({ invite_url: url, ...user }) => {
        void client.invalidateQueries({ queryKey: keys.users.all })
        if (url) setMade({ user, url })
        else onClose(user)
      }}
      onClose={() => onClose()}
    />
  )
}

interface EditProps {
  person: User
  /** One's own: without e-mail, role and department. */
  isOwn?: boolean
  onClose: () => void
}

export function PersonEdit({ person, isOwn, onClose }: EditProps) {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const own = useOwnFields()
  const account = useAccountFields(person.role)
  const fields = isOwn ? own : [...own.slice(0, 2), ...account, ...own.slice(2)]
  const readAgain = async (saved: User) => {
    client.setQueryData(keys.users.one(saved.id), saved)
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.users.all }),
      isOwn && client.invalidateQueries({ queryKey: keys.session }),
    ])
  }
  return (
    <EditDialog
      name={person.name}
      title={isOwn ? t('profile.edit') : t('edit.title', { name: person.name })}
      submit={t('edit.save')}
      fields={fields}
      resource={person}
      valuesOf={personValues}
      save={(now, changed) => patchPerson(now, personPatch(changed))}
      onDone={(saved) => void readAgain(saved).then(onClose)}
      onClose={onClose}
    />
  )
}

export function Deactivate({ person, onClose }: { person: User; onClose: () => void }) {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const { data } = useQuery(
    ticketCounts({ assignee_id: [person.id], status: ['open', 'in_progress', 'on_hold'] }),
  )
  const open = Object.values(data?.by_status ?? {}).reduce((sum, count) => sum + count, 0)
  const leaving = useMutation({
    mutationFn: () => deactivatePerson(person),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.users.all })
      onClose()
    },
  })
  return (
    <Confirm
      title={t('deactivate.title', { name: person.name })}
      yes={t('deactivate.yes')}
      error={leaving.error}
      isBusy={leaving.isPending}
      onYes={() => leaving.mutate()}
      onClose={onClose}
    >
      <p>{t('deactivate.text')}</p>
      {open > 0 && <p>{t('deactivate.handedOn', { count: open })}</p>}
    </Confirm>
  )
}
