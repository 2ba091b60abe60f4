// The three parts of a template, what is wrong with them line by line, and the variables.
import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import css from '../mail/Mail.module.css'
import { CodeArea } from './CodeArea'
import type { TemplateError } from './templateErrors'
import { fieldId, type TemplateEdit } from './useTemplateEdit'
import { Variables } from './Variables'

interface Props {
  editing: TemplateEdit
  errors: TemplateError[]
}

const ERRORS = 'template-errors'
const long = ['html', 'text'] as const
const ROWS = { html: 20, text: 12 }

function Errors({ editing, errors }: Props) {
  const { t } = useTranslation('systemMail')
  return (
    <div id={ERRORS} role="alert">
      {errors.length > 0 && (
        <ul className={css.errors}>
          {errors.map(({ part, line, message }) => (
            <li key={`${part} ${line} ${message}`}>
              <button type="button" onClick={() => editing.goTo(part, line)}>
                {line
                  ? t('templates.errorAt', { part: t(`templates.${part}`), line })
                  : t(`templates.${part}`)}
              </button>{' '}
              {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface LongProps extends Omit<Props, 'errors'> {
  part: (typeof long)[number]
  wrongLines: number[]
}

function LongPart({ part, editing: { text, write, stand }, wrongLines }: LongProps) {
  const { t } = useTranslation('systemMail')
  return (
    <div>
      <p className={css.label} aria-hidden>
        {t(`templates.${part}`)}
      </p>
      <CodeArea
        label={t(`templates.${part}`)}
        value={text[part]}
        rows={ROWS[part]}
        wrongLines={wrongLines}
        id={fieldId(part)}
        describedBy={ERRORS}
        onChange={(value) => write(part, value)}
        onFocus={() => stand(part)}
      />
    </div>
  )
}

export function Editor({ editing, errors }: Props) {
  const { t } = useTranslation('systemMail')
  const { text, write, stand } = editing
  const linesOf = (part: string) => errors.flatMap((one) => (one.part === part ? [one.line ?? 1] : []))
  return (
    <div>
      <TextInput
        id={fieldId('subject')}
        label={t('templates.subject')}
        value={text.subject}
        error={linesOf('subject').length > 0}
        aria-describedby={ERRORS}
        spellCheck={false}
        onChange={({ currentTarget }) => write('subject', currentTarget.value)}
        onFocus={() => stand('subject')}
      />
      {long.map((part) => (
        <LongPart key={part} part={part} editing={editing} wrongLines={linesOf(part)} />
      ))}
      <Errors editing={editing} errors={errors} />
      <Variables variables={editing.was.variables} onInsert={editing.insert} />
    </div>
  )
}
