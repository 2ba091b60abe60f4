// Pictures as thumbnails, other files by name; what is still being checked or was blocked says so.
import { IconFile, IconHourglass, IconLock } from '@tabler/icons-react'
import type { Schema } from '@modern-management/api-client'
import { useTranslation } from 'react-i18next'
import css from './Attachments.module.css'

export type Attachment = Schema<'Attachment'>

function Held({ attachment: { name, state } }: { attachment: Attachment }) {
  const { t } = useTranslation('tickets')
  const isBlocked = state === 'blocked'
  return (
    <span className={css.file}>
      {isBlocked ? <IconLock size={16} aria-hidden /> : <IconHourglass size={16} aria-hidden />}
      <span className="clip">{name}</span>
      <span className="quiet">{isBlocked ? t('attachment.blocked') : t('attachment.pending')}</span>
    </span>
  )
}

function Kept({
  attachment: { name, url, preview_url: preview, thumbnail_url: thumbnail },
}: {
  attachment: Attachment
}) {
  const { t } = useTranslation('tickets')
  return (
    <a className={thumbnail ? css.picture : css.file} href={preview ?? url} target="_blank" rel="noreferrer">
      {thumbnail ? (
        <img src={thumbnail} alt={t('attachment.picture', { name })} loading="lazy" />
      ) : (
        <>
          <IconFile size={16} aria-hidden />
          <span className="clip">{name}</span>
        </>
      )}
    </a>
  )
}

export function Attachments({ items }: { items: Attachment[] }) {
  if (!items.length) return null
  return (
    <ul className={css.items}>
      {items.map((attachment) => (
        <li key={attachment.id}>
          {attachment.state === 'clean' ? <Kept attachment={attachment} /> : <Held attachment={attachment} />}
        </li>
      ))}
    </ul>
  )
}
