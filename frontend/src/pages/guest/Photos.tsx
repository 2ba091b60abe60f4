// The photos of a report: take one, look at them, take another, take one away.
import { IconCamera, IconX } from '@tabler/icons-react'
import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlobUrl } from '../../hooks/useBlobUrl'
import type { usePhotos } from '../../hooks/usePhotos'
import css from './Guest.module.css'

export function Shot({ photo, onRemove }: { photo: File; onRemove: () => void }) {
  const { t } = useTranslation('guest')
  const url = useBlobUrl(photo)
  return (
    <li>
      {url && <img src={url} alt={t('photo.of', { name: photo.name })} />}
      <button type="button" aria-label={t('photo.remove', { name: photo.name })} onClick={onRemove}>
        <IconX size={20} stroke={2.4} aria-hidden />
      </button>
    </li>
  )
}

/** A label that opens the camera or the gallery; works without a script's help and by keyboard. */
export function ChoosePhotos({ label, onChoose }: { label: string; onChoose: (files: File[]) => void }) {
  const choose = ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(input.files ?? [])]
    input.value = '' // The same photo can be chosen again after it was taken away.
    if (files.length) onChoose(files)
  }
  return (
    <input
      type="file"
      accept="image/*"
      multiple
      className={css.unseen}
      aria-label={label}
      onChange={choose}
    />
  )
}

export function Photos({ kept }: { kept: ReturnType<typeof usePhotos> }) {
  const { t } = useTranslation('guest')
  const { photos, tooLarge, isBusy } = kept
  const add = (files: File[]) => void kept.add(files)
  return (
    <>
      {photos.length ? (
        <ul className={css.shots} aria-label={t('photo.label')}>
          {photos.map((photo) => (
            <Shot
              key={`${photo.name} ${photo.lastModified} ${photo.size}`}
              photo={photo}
              onRemove={() => kept.remove(photo)}
            />
          ))}
          <li>
            <div className={css.another} aria-busy={isBusy}>
              <IconCamera size={20} aria-hidden />
              <span aria-hidden>{t('photo.another')}</span>
              <ChoosePhotos label={t('photo.another')} onChoose={add} />
            </div>
          </li>
        </ul>
      ) : (
        <div className={css.camera} aria-busy={isBusy}>
          <IconCamera size={46} stroke={1.7} aria-hidden />
          <b aria-hidden>{t('photo.take')}</b>
          <span aria-hidden>{isBusy ? t('photo.busy') : t('photo.orChoose')}</span>
          <ChoosePhotos label={t('photo.take')} onChoose={add} />
        </div>
      )}
      {tooLarge.map((name) => (
        <p key={name} className={css.large} role="alert">
          {t('photo.tooLarge', { name })}
        </p>
      ))}
    </>
  )
}
