// Pictures as thumbnails that open large, other files by name; what is still checked or was blocked says so.
import { IconFile, IconHourglass, IconLock } from '@tabler/icons-react'
import type { Schema } from '@modern-management/api-client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiOrigin } from '../config/runtime'
import css from './Attachments.module.css'
import { Lightbox } from './Lightbox'

export type Attachment = Schema<'Attachment'>

/** Signed addresses are paths of the API, which may be another origin than the page. */
export const fileUrl = (path: string) => new URL(path, apiOrigin).href

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

function Kept({ attachment, onOpen }: { attachment: Attachment; onOpen: () => void }) {
  const { t } = useTranslation('tickets')
  const { name, url, preview_url: preview, thumbnail_url: thumbnail } = attachment
  if (preview)
    return (
      <button type="button" className={css.picture} onClick={onOpen}>
        <img src={fileUrl(thumbnail ?? preview)} alt={t('attachment.picture', { name })} loading="lazy" />
      </button>
    )
  return (
    <a className={css.file} href={fileUrl(url)} target="_blank" rel="noreferrer">
      <IconFile size={16} aria-hidden />
      <span className="clip">{name}</span>
    </a>
  )
}

export function Attachments({ items }: { items: Attachment[] }) {
  const [open, setOpen] = useState<number | null>(null)
  if (!items.length) return null
  const pictures = items.filter(({ preview_url, state }) => preview_url !== null && state === 'clean')
  return (
    <>
      <ul className={css.items}>
        {items.map((attachment) => (
          <li key={attachment.id}>
            {attachment.state === 'clean' ? (
              <Kept attachment={attachment} onOpen={() => setOpen(attachment.id)} />
            ) : (
              <Held attachment={attachment} />
            )}
          </li>
        ))}
      </ul>
      {open !== null && <Lightbox pictures={pictures} first={open} onClose={() => setOpen(null)} />}
    </>
  )
}
