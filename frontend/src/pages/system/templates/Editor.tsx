// The three parts of a template, what is wrong with each line by line, and the variables.
import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import css from '../mail/Mail.module.css'
import { CodeArea } from './CodeArea'
import type { Part, TemplateError } from './templateErrors'
import { fieldId, type TemplateEdit } from './useTemplateEdit'
import { Variables } from './Variables'

interface Props {
  editing: TemplateEdit
  errors: TemplateError[]
}

const long = ['html', 'text'] as const
const ROWS = { html: 20, text: 12 }
const errorsId = (part: Part) => `template-errors-${part}`

const of = (part: Part, errors: TemplateError[]) => errors.filter((one) => one.part === part)

interface PartProps<Which extends Part> extends Props {
  part: Which
}

/** Under its part; pressed, the caret goes there. */
function Errors({ part, editing, errors }: PartProps<Part>) {
  const { t } = useTranslation('systemMail')
  const own = of(part, errors)
  return (
    <div id={errorsId(part)} role="alert">
      {own.length > 0 && (
        <ul className={css.errors}>
          {own.map(({ line, message }) => (
            <li key={`${line} ${message}`}>
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

function LongPart({ part, editing, errors }: PartProps<(typeof long)[number]>) {
  const { t } = useTranslation('systemMail')
  return (
    <div>
      <p className={css.label} aria-hidden>
        {t(`templates.${part}`)}
      </p>
      <CodeArea
        label={t(`templates.${part}`)}
        value={editing.text[part]}
        rows={ROWS[part]}
        wrongLines={of(part, errors).map(({ line = 1 }) => line)}
        id={fieldId(part)}
        describedBy={errorsId(part)}
        onChange={(value) => editing.write(part, value)}
        onFocus={() => editing.stand(part)}
      />
      <Errors part={part} editing={editing} errors={errors} />
    </div>
  )
}

export function Editor({ editing, errors }: Props) {
  const { t } = useTranslation('systemMail')
  return (
    <div>
      <div>
        <TextInput
          id={fieldId('subject')}
          label={t('templates.subject')}
          value={editing.text.subject}
          error={of('subject', errors).length > 0}
          aria-describedby={errorsId('subject')}
          spellCheck={false}
          onChange={({ currentTarget }) => editing.write('subject', currentTarget.value)}
          onFocus={() => editing.stand('subject')}
        />
        <Errors part="subject" editing={editing} errors={errors} />
      </div>
      {long.map((part) => (
        <LongPart key={part} part={part} editing={editing} errors={errors} />
      ))}
      <Variables variables={editing.was.variables} onInsert={editing.insert} />
    </div>
  )
}
