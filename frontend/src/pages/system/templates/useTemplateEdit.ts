// What is written into a template's three parts, saved safely, and where the caret stands.
import { useLayoutEffect, useRef, useState } from 'react'
import { putMailTemplate, type MailTemplate, type MailText } from '../../../api/mailTemplates'
import { useVersionedEdit } from '../../../hooks/useVersionedEdit'
import { insertAt } from './insert'
import { parts, type Part } from './templateErrors'

/** The id of a part's field in the page. */
export const fieldId = (part: Part) => `template-${part}`

function fieldOf(part: Part) {
  const found = document.getElementById(fieldId(part))
  return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found : null
}

const textOf = ({ subject, html, text }: MailText): MailText => ({ subject, html, text })

export function useTemplateEdit(template: MailTemplate, onSaved: (template: MailTemplate) => void) {
  const [was, setWas] = useState(template)
  const [text, setText] = useState(() => textOf(template))
  const [here, setHere] = useState<Part>('html')
  const caret = useRef<number | null>(null)

  const begin = (now: MailTemplate) => {
    setWas(now)
    setText(textOf(now))
  }
  const edit = useVersionedEdit<MailTemplate, MailText>({
    save: putMailTemplate,
    onSaved: (now) => {
      begin(now)
      onSaved(now)
    },
  })

  // The caret can only be placed once the field holds the new text.
  useLayoutEffect(() => {
    const field = fieldOf(here)
    if (caret.current === null || !field) return
    field.focus()
    field.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })

  const insert = (name: string) => {
    const field = fieldOf(here)
    const end = text[here].length
    const made = insertAt(text[here], field?.selectionStart ?? end, field?.selectionEnd ?? end, name)
    caret.current = made.caret
    setText({ ...text, [here]: made.text })
  }

  /** Puts the caret at the start of a line. */
  const goTo = (part: Part, line = 1) => {
    const before = text[part].split('\n').slice(0, line - 1)
    caret.current = before.reduce((length, one) => length + one.length + 1, 0)
    setHere(part)
    setText({ ...text })
  }

  return {
    was,
    text,
    insert,
    goTo,
    changed: parts.filter((part) => text[part] !== was[part]),
    write: (part: Part, value: string) => setText({ ...text, [part]: value }),
    stand: setHere,
    begin,
    discard: () => setText(textOf(was)),
    save: () => edit.save(was, text),
    edit,
  }
}

export type TemplateEdit = ReturnType<typeof useTemplateEdit>
