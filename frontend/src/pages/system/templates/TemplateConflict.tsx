// Somebody else saved the same template first: part by part, theirs or one's own.
import { useTranslation } from 'react-i18next'
import { ConflictDialog } from '../../../components/ConflictDialog'
import { parts, type Part } from './templateErrors'
import type { TemplateEdit } from './useTemplateEdit'

export function TemplateConflict({ editing: { was, edit } }: { editing: TemplateEdit }) {
  const { t } = useTranslation('systemMail')
  const { conflict } = edit
  if (!conflict) return null
  const { current, mine } = conflict
  const shown = (part: Part, value: string) =>
    part === 'subject' ? value : t('templates.lines', { count: value.split('\n').length })
  const lines = parts
    .filter((part) => mine[part] !== current[part])
    .map((part) => ({
      field: part,
      name: t(`templates.${part}`),
      mine: shown(part, mine[part]),
      theirs: shown(part, current[part]),
    }))
  const onSave = (own: Part[]) => {
    const pick = (part: Part) => (own.includes(part) ? mine[part] : current[part])
    edit.resolve({ subject: pick('subject'), html: pick('html'), text: pick('text') })
  }
  return (
    <ConflictDialog
      name={was.name}
      lines={lines}
      onSave={onSave}
      onKeepTheirs={() => edit.resolve(null)}
      onClose={edit.dismiss}
    />
  )
}
