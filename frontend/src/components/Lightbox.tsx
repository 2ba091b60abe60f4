// Pictures at full size, one after the other: arrows go on, Escape closes.
import { Button, Modal } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileUrl, type Attachment } from './Attachments'
import { useFocusBack } from '../hooks/useFocusBack'
import css from './Attachments.module.css'

interface Props {
  pictures: Attachment[]
  /** The id of the one that was pressed. */
  first: number
  onClose: () => void
}

export function Lightbox({ pictures, first, onClose }: Props) {
  useFocusBack()
  const { t } = useTranslation(['tickets', 'common'])
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      pictures.findIndex(({ id }) => id === first),
    ),
  )
  const step = (by: number) => setAt((now) => Math.min(Math.max(now + by, 0), pictures.length - 1))
  useHotkeys([
    ['ArrowLeft', () => step(-1)],
    ['ArrowRight', () => step(1)],
  ])
  const picture = pictures[at]
  if (!picture) return null
  const { name, url, preview_url: preview } = picture
  return (
    <Modal
      opened
      onClose={onClose}
      size="auto"
      title={name}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <img className={css.large} src={fileUrl(preview ?? url)} alt={t('attachment.picture', { name })} />
      <div className={css.foot}>
        {pictures.length > 1 && (
          <>
            <Button aria-label={t('attachment.before')} disabled={at === 0} onClick={() => step(-1)}>
              <IconChevronLeft className="way" size={18} aria-hidden />
            </Button>
            <span>{t('attachment.position', { at: at + 1, all: pictures.length })}</span>
            <Button
              aria-label={t('attachment.after')}
              disabled={at === pictures.length - 1}
              onClick={() => step(1)}
            >
              <IconChevronRight className="way" size={18} aria-hidden />
            </Button>
          </>
        )}
        <a href={fileUrl(url)} target="_blank" rel="noreferrer">
          {t('attachment.original')}
        </a>
      </div>
    </Modal>
  )
}
