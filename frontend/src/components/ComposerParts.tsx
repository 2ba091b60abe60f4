// Parts of the composer: who will read it, and the files that go with it.
import { IconEyeFilled, IconLockFilled, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import css from './Composer.module.css'

interface ReadersProps {
  name: string
  internal: boolean
  onChange: (internal: boolean) => void
}

export function Readers({ name, internal, onChange }: ReadersProps) {
  const { t } = useTranslation(['tickets', 'common'])
  return (
    <div className={css.who} role="radiogroup" aria-label={t('composer.readers')}>
      <button type="button" role="radio" aria-checked={!internal} onClick={() => onChange(false)}>
        <IconEyeFilled size={15} aria-hidden />
        {t('composer.public', { name })}
      </button>
      <button type="button" role="radio" aria-checked={internal} onClick={() => onChange(true)}>
        <IconLockFilled size={14} aria-hidden />
        {t('common:staffOnly')}
      </button>
      {internal && <span className={css.hint}>{t('composer.staffHint', { name })}</span>}
    </div>
  )
}

export function Chosen({ files, onDrop }: { files: File[]; onDrop: (file: File) => void }) {
  const { t } = useTranslation('tickets')
  if (!files.length) return null
  return (
    <ul className={css.files}>
      {files.map((file) => (
        <li key={`${file.name} ${file.lastModified}`}>
          <span className="clip">{file.name}</span>
          <button
            type="button"
            aria-label={t('composer.removePhoto', { name: file.name })}
            onClick={() => onDrop(file)}
          >
            <IconX size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
