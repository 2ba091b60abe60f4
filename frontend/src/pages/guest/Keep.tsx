// The address of this page is the only way back to it: copied, or handed to another app.
import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy, IconShare } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import css from './Follow.module.css'

const mayShare = 'share' in navigator

export function Keep({ title }: { title: string }) {
  const { t } = useTranslation('guest')
  const { copy, copied } = useClipboard()
  const url = location.href
  const share = () => navigator.share({ title, url }).catch(() => undefined) // Closed without choosing: nothing to say.
  return (
    <footer className={css.keep}>
      <p>{t('keep.text')}</p>
      <div>
        <Button
          leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          onClick={() => copy(url)}
        >
          {copied ? t('keep.copied') : t('keep.copy')}
        </Button>
        {mayShare && (
          <Button leftSection={<IconShare size={18} />} onClick={() => void share()}>
            {t('keep.share')}
          </Button>
        )}
      </div>
    </footer>
  )
}
