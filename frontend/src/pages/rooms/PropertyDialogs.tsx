// Adding, editing and archiving a property.
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import {
  archiveProperty,
  createProperty,
  patchProperty,
  type Property,
  type PropertyNew as PropertyNewBody,
  type PropertyPatch,
} from '../../api/properties'
import { Confirm } from '../../components/Confirm'
import { EditDialog, NewDialog, type FormField, type Values } from '../../components/RecordForm'
import { paths } from '../../config/paths'
import { useSession } from '../../context/SessionContext'
import { useReadAgain } from './RoomDialogs'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

const blank: Values = {
  name: '',
  code: '',
  address: '',
  type: '',
  timezone: zone,
  currency: 'EUR',
  guest_days: '14',
  description: '',
}

const valuesOf = (property: Property): Values => ({
  name: property.name,
  code: property.code,
  address: property.address,
  type: property.type,
  timezone: property.timezone,
  currency: property.currency,
  guest_days: String(property.guest_days),
  description: property.description,
})

const patchOf = ({ guest_days: days, ...texts }: Values): PropertyPatch => ({
  ...texts,
  guest_days: days === undefined ? undefined : Number(days),
})

const bodyOf = (values: Values): PropertyNewBody => {
  const text = (name: string) => values[name]?.trim() ?? ''
  return {
    name: text('name'),
    code: text('code'),
    address: text('address'),
    type: text('type'),
    timezone: text('timezone'),
    currency: text('currency'),
    description: text('description'),
    guest_days: Number(values.guest_days),
  }
}

function usePropertyFields(): FormField[] {
  const { t } = useTranslation('rooms')
  return [
    { name: 'name', label: t('property.name'), isRequired: true },
    { name: 'code', label: t('property.code'), description: t('property.codeHint'), isRequired: true },
    { name: 'address', label: t('property.address') },
    { name: 'type', label: t('property.type'), description: t('property.typeHint') },
    { name: 'timezone', label: t('property.timezone'), isRequired: true },
    { name: 'currency', label: t('property.currency'), isRequired: true },
    {
      name: 'guest_days',
      label: t('property.guestDays'),
      description: t('property.guestDaysHint'),
      type: 'number',
    },
    { name: 'description', label: t('property.description'), type: 'long' },
  ]
}

export function PropertyNew({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('rooms')
  const navigate = useNavigate()
  const fields = usePropertyFields()
  const readAgain = useReadAgain()
  return (
    <NewDialog
      draft="property.new"
      title={t('property.add')}
      submit={t('property.add')}
      fields={fields}
      start={blank}
      create={(values, key) => createProperty(bodyOf(values), key)}
      onDone={({ id }) =>
        void readAgain().then(() => {
          onClose()
          void navigate(paths.property(id))
        })
      }
      onClose={onClose}
    />
  )
}

function Archive({ property, onClose }: { property: Property; onClose: () => void }) {
  const { t } = useTranslation('rooms')
  const navigate = useNavigate()
  const readAgain = useReadAgain()
  const archiving = useMutation({
    mutationFn: () => archiveProperty(property),
    onSuccess: async () => {
      await readAgain()
      onClose()
      await navigate(paths.rooms)
    },
  })
  return (
    <Confirm
      title={t('property.archiveTitle', { name: property.name })}
      yes={t('archive.yes')}
      error={archiving.error}
      isBusy={archiving.isPending}
      onYes={() => archiving.mutate()}
      onClose={onClose}
    >
      <p>{t('property.archiveText')}</p>
    </Confirm>
  )
}

export function PropertyEdit({ property, onClose }: { property: Property; onClose: () => void }) {
  const { t } = useTranslation('rooms')
  const { can } = useSession()
  const fields = usePropertyFields()
  const readAgain = useReadAgain()
  const [isArchiving, setArchiving] = useState(false)
  if (isArchiving) return <Archive property={property} onClose={onClose} />
  return (
    <EditDialog
      name={property.name}
      title={t('editTitle', { name: property.name })}
      submit={t('save')}
      fields={fields}
      resource={property}
      valuesOf={valuesOf}
      save={(now, changed) => patchProperty(now, patchOf(changed))}
      onDone={() => void readAgain().then(onClose)}
      onClose={onClose}
      aside={
        can('property:create') && <Button onClick={() => setArchiving(true)}>{t('property.archive')}</Button>
      }
    />
  )
}
