// Where: the door's name is typed, and its plate appears.
import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PlacePlate } from '../../components/RoomPlate'
import { useSession } from '../../context/SessionContext'
import { useFloorName } from '../../hooks/useFloorName'
import css from './NewTicket.module.css'
import { roomsLike } from './report'
import type { Reporting } from './useReport'

export function Where({ reporting }: { reporting: Reporting }) {
  const { t } = useTranslation('newTicket')
  const { isGuest } = useSession()
  const { report, set, properties, property, rooms, room } = reporting
  const likely = room ? [] : roomsLike(rooms, report.where)
  return (
    <section>
      {properties.length > 1 && (
        <NativeSelect
          className={css.property}
          label={t('property')}
          value={String(property?.id ?? '')}
          data={properties.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={(event) => set({ propertyId: Number(event.currentTarget.value), callerId: null })}
        />
      )}
      <div className={css.where}>
        <TextInput
          className={css.code}
          data-autofocus
          size="md"
          label={t('where')}
          description={isGuest ? t('whereGuest') : t('whereHint')}
          value={report.where}
          autoComplete="off"
          onChange={(event) => set({ where: event.currentTarget.value, callerId: null })}
        />
        <Plate reporting={reporting} />
      </div>
      {likely.length > 0 && (
        <ul className={css.kinds} aria-label={t('rooms')}>
          {likely.map(({ id, name }) => (
            <li key={id}>
              <button type="button" onClick={() => set({ where: name, callerId: null })}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {rooms.length > 0 && report.where.trim() !== '' && !room && likely.length === 0 && (
        <p className={css.wrong} role="alert">
          {t('noSuchRoom', { where: report.where })}
        </p>
      )}
    </section>
  )
}

function Plate({ reporting: { report, property, room } }: { reporting: Reporting }) {
  const { t } = useTranslation('newTicket')
  const { long } = useFloorName()
  return (
    <div className={css.plate} aria-live="polite">
      {room && property ? (
        <>
          <PlacePlate of={{ room, property }} size="head" />
          <p>
            {long(room.floor)}
            <br />
            <b>{t(`room.${room.status}`)}</b>
          </p>
        </>
      ) : property && report.where.trim() === '' ? (
        <>
          <p className={css.blank}>{t('plateHere')}</p>
          <p>{t('orWhole', { property: property.name })}</p>
        </>
      ) : (
        <p className={css.blank}>{t('plateHere')}</p>
      )}
    </div>
  )
}
