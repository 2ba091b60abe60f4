// Files that are on their way, and those that did not go: why, and the press that sends them again.
import { Button, CloseButton, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { usePreview } from '../hooks/usePhotos'
import { useProblemText } from '../hooks/useProblemText'
import type { Upload, Uploads as Sending } from '../hooks/useUploads'
import css from './Uploads.module.css'

export function Uploads({ uploads }: { uploads: Sending }) {
  const { t } = useTranslation('uploads')
  if (!uploads.list.length) return null
  return (
    <ul className={css.uploads} aria-label={t('label')}>
      {uploads.list.map((upload) => (
        <li key={upload.key}>
          <OneUpload
            upload={upload}
            onRetry={() => uploads.retry(upload.key)}
            onDrop={() => uploads.drop(upload.key)}
          />
        </li>
      ))}
    </ul>
  )
}

interface Props {
  upload: Upload
  onRetry: () => void
  onDrop: () => void
}

function OneUpload({ upload: { file, state, error }, onRetry, onDrop }: Props) {
  const { t } = useTranslation('uploads')
  const explain = useProblemText()
  const preview = usePreview(file)
  return (
    <>
      {file.type.startsWith('image/') && preview && <img src={preview} alt="" />}
      <span className={css.words}>
        <b className="clip">{file.name}</b>
        {state === 'sending' && <span className="quiet">{t('sending')}</span>}
        {state === 'failed' && <span role="alert">{explain(error)}</span>}
        {state === 'too_large' && <span role="alert">{t('tooLarge')}</span>}
      </span>
      {state === 'sending' ? (
        <Loader size="sm" color="var(--mm-ink-3)" />
      ) : (
        <>
          {state === 'failed' && (
            <Button size="compact-sm" onClick={onRetry}>
              {t('again')}
            </Button>
          )}
          <CloseButton aria-label={t('drop', { name: file.name })} onClick={onDrop} />
        </>
      )}
    </>
  )
}
