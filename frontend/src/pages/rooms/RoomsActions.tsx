// Above the building: which house it is, and for who runs it, what can be added and changed.
import { Button, Menu, NativeSelect } from '@mantine/core'
import { IconChevronDown, IconDots, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { Property, Room } from '../../api/properties'
import { paths } from '../../config/paths'
import { useProperty } from '../../context/PropertyContext'
import { useSession } from '../../context/SessionContext'
import { useMayManage } from '../../hooks/useMayManage'
import { ImportDialog } from './ImportDialog'
import { PropertyEdit, PropertyNew } from './PropertyDialogs'
import { RoomNewDialog } from './RoomDialogs'

type Dialog = 'room' | 'import' | 'property' | 'newProperty'

function Choose({ property }: { property: Property }) {
  const { t } = useTranslation('rooms')
  const navigate = useNavigate()
  const { properties } = useProperty()
  if (properties.length < 2) return null
  return (
    <NativeSelect
      aria-label={t('choose')}
      value={property.id}
      data={properties.map(({ id, name }) => ({ value: String(id), label: name }))}
      rightSection={<IconChevronDown size={16} />}
      onChange={({ currentTarget }) => void navigate(paths.property(Number(currentTarget.value)))}
    />
  )
}

function More({ property, onOpen }: { property: Property; onOpen: (dialog: Dialog) => void }) {
  const { t } = useTranslation('rooms')
  const { can } = useSession()
  const isInCharge = useMayManage(property.id)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button px={9} aria-label={t('more')}>
          <IconDots size={18} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {can('room:edit') && isInCharge && (
          <Menu.Item onClick={() => onOpen('import')}>{t('import.open')}</Menu.Item>
        )}
        {can('property:edit') && isInCharge && (
          <Menu.Item onClick={() => onOpen('property')}>{t('property.edit')}</Menu.Item>
        )}
        {can('user:read') && (
          <Menu.Item component={Link} to={`${paths.people}?property_id=${property.id}`}>
            {t('peopleHere')}
          </Menu.Item>
        )}
        {can('property:create') && (
          <Menu.Item onClick={() => onOpen('newProperty')}>{t('property.add')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

interface Props {
  property: Property
  /** A room was made. */
  onMade: (room: Room) => void
}

export function RoomsActions({ property, onMade }: Props) {
  const { t } = useTranslation('rooms')
  const { can } = useSession()
  const isInCharge = useMayManage(property.id)
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  return (
    <>
      <Choose property={property} />
      {can('room:edit') && isInCharge && (
        <Button
          variant="filled"
          color="var(--mm-ink)"
          c="var(--mm-surface)"
          leftSection={<IconPlus size={17} />}
          onClick={() => setDialog('room')}
        >
          {t('add.open')}
        </Button>
      )}
      {can('user:read') && <More property={property} onOpen={setDialog} />}
      {dialog === 'room' && (
        <RoomNewDialog
          property={property}
          onDone={(room) => {
            close()
            onMade(room)
          }}
          onClose={close}
        />
      )}
      {dialog === 'import' && <ImportDialog property={property} onClose={close} />}
      {dialog === 'property' && <PropertyEdit property={property} onClose={close} />}
      {dialog === 'newProperty' && <PropertyNew onClose={close} />}
    </>
  )
}
