// Archiving a setting: what follows, and what stands in the way when it is refused.
import type { UseMutationResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../../components/Confirm'

interface Props {
  name: string
  text: string
  archiving: Pick<UseMutationResult<void, Error, void>, 'error' | 'isPending' | 'mutate'>
  onClose: () => void
}

export function ArchiveConfirm({ name, text, archiving, onClose }: Props) {
  const { t } = useTranslation('settings')
  return (
    <Confirm
      title={t('archiveOf', { name })}
      yes={t('archive')}
      error={archiving.error}
      isBusy={archiving.isPending}
      onYes={() => archiving.mutate()}
      onClose={onClose}
    >
      <p>{text}</p>
    </Confirm>
  )
}
