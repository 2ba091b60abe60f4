// Photos of what is reported: taken, chosen, dropped or pasted.
import { FileButton } from '@mantine/core'
import { IconCamera, IconX } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreview } from '../../hooks/usePhotos'
import css from './NewTicket.module.css'
import type { Reporting } from './useReport'

/** Pictures on the clipboard join the report. */
function usePaste(onFiles: (files: File[]) => void) {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length) onFiles(files)
  })
  useEffect(() => {
    const listen = (event: ClipboardEvent) => onPaste(event)
    addEventListener('paste', listen)
    return () => removeEventListener('paste', listen)
  }, [])
}

export function Photos({ photos }: { photos: Reporting['photos'] }) {
  const { t } = useTranslation('newTicket')
  const [isOver, setOver] = useState(false)
  const add = (files: File[]) => void photos.add(files)
  usePaste(add)
  return (
    <section>
      <div
        className={css.photos}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          add([...event.dataTransfer.files])
        }}
      >
        {photos.photos.map((photo) => (
          <Photo
            key={`${photo.name} ${photo.lastModified} ${photo.size}`}
            photo={photo}
            onRemove={() => photos.remove(photo)}
          />
        ))}
        <FileButton multiple accept="image/*" onChange={add}>
          {(props) => (
            <button type="button" className={css.camera} {...props}>
              <IconCamera size={22} aria-hidden />
              {t('addPhoto')}
            </button>
          )}
        </FileButton>
        <span className="quiet">{t('orDrop')}</span>
      </div>
      {photos.tooLarge.length > 0 && (
        <p className={css.wrong} role="alert">
          {t('tooLarge', { names: photos.tooLarge.join(', ') })}
        </p>
      )}
    </section>
  )
}

function Photo({ photo, onRemove }: { photo: File; onRemove: () => void }) {
  const { t } = useTranslation('newTicket')
  const url = usePreview(photo)
  return (
    <figure className={css.photo}>
      {url && <img src={url} alt={photo.name} />}
      <button type="button" aria-label={t('removePhoto', { name: photo.name })} onClick={onRemove}>
        <IconX size={15} stroke={2.6} aria-hidden />
      </button>
    </figure>
  )
}
