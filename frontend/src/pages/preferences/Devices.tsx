// This browser's pushes, and the devices that are told; asked for on the button, never before.
import { Button } from '@mantine/core'
import { IconBellRinging, IconDeviceLaptop, IconDeviceMobile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Device } from '../../api/devices'
import { useFormat } from '../../hooks/useFormat'
import { useProblemText } from '../../hooks/useProblemText'
import { Sound } from '../../components/Bell'
import { ListSkeleton, LoadFailed } from '../../components/States'
import css from './Preferences.module.css'
import { Setting } from './Setting'
import { usePush } from './usePush'

export function Devices() {
  const { t } = useTranslation(['preferences', 'notifications'])
  const push = usePush()
  const explain = useProblemText()
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">{t('push.title')}</h2>
      <Setting name={t('push.this')} says={t('push.text')}>
        <This push={push} />
        {push.error && (
          <p role="alert" className={css.bad}>
            {explain(push.error)}
          </p>
        )}
        <Sound />
      </Setting>
      <Setting name={t('push.devices')} says={push.devices?.length === 0 ? t('push.none') : ''}>
        {push.unread && <LoadFailed error={push.unread} onRetry={push.readAgain} />}
        {!push.devices && !push.unread && <ListSkeleton label={t('loading')} rows={1} />}
        <ul className={css.devices} aria-label={t('push.devices')}>
          {push.devices?.map((device) => (
            <OneDevice
              key={device.id}
              device={device}
              isBusy={push.isBusy}
              onRemove={() => push.remove({ id: device.id, isThis: device.id === push.thisOne?.id })}
            />
          ))}
        </ul>
      </Setting>
    </section>
  )
}

function This({ push }: { push: ReturnType<typeof usePush> }) {
  const { t } = useTranslation('preferences')
  const { thisOne } = push
  if (push.state === 'on' && thisOne)
    return (
      <>
        <p className={css.told}>{t('push.on')}</p>
        <div>
          <Button loading={push.isBusy} onClick={() => push.remove({ id: thisOne.id, isThis: true })}>
            {t('push.stop')}
          </Button>
        </div>
      </>
    )
  if (push.state !== 'idle' && push.state !== 'on')
    return <p className={css.cannot}>{t(`push.${push.state}`)}</p>
  return (
    <>
      {push.refusal && <p className={css.cannot}>{t(`push.${push.refusal}`)}</p>}
      <div>
        <Button
          loading={push.isBusy}
          leftSection={<IconBellRinging size={17} aria-hidden />}
          onClick={push.start}
        >
          {t('push.start')}
        </Button>
      </div>
    </>
  )
}

interface OneProps {
  device: Device
  isBusy: boolean
  onRemove: () => void
}

function OneDevice({ device, isBusy, onRemove }: OneProps) {
  const { t } = useTranslation('preferences')
  const { day } = useFormat()
  const name = device.name || t('push.unnamed')
  const Icon = device.kind === 'mobile_push' ? IconDeviceMobile : IconDeviceLaptop
  return (
    <li>
      <Icon size={20} stroke={1.8} role="img" aria-label={t(`push.kind.${device.kind}`)} />
      <span>
        <b>{name}</b>{' '}
        <span className="quiet">
          {t('push.since', { when: day(device.created_at) })}
          {device.is_this && ` · ${t('push.isThis')}`}
        </span>
      </span>
      <Button
        size="compact-sm"
        aria-label={t('push.removeOf', { name })}
        disabled={isBusy}
        onClick={onRemove}
      >
        {t('push.remove')}
      </Button>
    </li>
  )
}
