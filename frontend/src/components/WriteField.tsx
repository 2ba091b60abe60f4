// The field of a message: text, and people that one mentions by `@` and the keyboard.
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useId, useState, type ChangeEvent, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { mentionable } from '../api/watching'
import { askedAt, fits, withMention, type Asked, type Mentioned } from '../hooks/mentions'
import { useRoleName } from '../hooks/useRoleName'
import css from './Composer.module.css'
import { Person } from './Marks'

interface Props {
  ticketId: number
  label: string
  placeholder: string
  value: string
  /** Who was chosen before. */
  mentioned: Mentioned[]
  /** Only who may read staff notes is offered. */
  internal: boolean
  fieldRef: RefObject<HTMLTextAreaElement | null>
  onChange: (text: string, mentioned?: Mentioned) => void
  /** Keys that are not the list's own. */
  onKeyDown: (event: KeyboardEvent) => void
  onBlur: () => void
}

/** Who is offered for what stands at the caret; nothing while nobody is being mentioned. */
function useOffered(ticketId: number, asked: Asked | null, internal: boolean) {
  const [q] = useDebouncedValue(asked?.q ?? '', 150)
  const { data = [], isPlaceholderData } = useQuery({
    ...mentionable(ticketId, q, internal),
    enabled: asked !== null,
  })
  if (!asked) return []
  // What was found is, for a moment, still that of other letters.
  const isAnswer = q === asked.q && !isPlaceholderData
  return data.filter(({ name }) => isAnswer || fits(name, asked.q)).slice(0, 6)
}

export function WriteField(props: Props) {
  const { ticketId, label, placeholder, value, mentioned, internal, fieldRef, onChange, onKeyDown, onBlur } =
    props
  const listId = useId()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [atId, setAtId] = useState<number>()
  const people = useOffered(ticketId, asked, internal)
  // Others may be found meanwhile: who was looked at with the arrows stays the one.
  const here = Math.max(
    0,
    people.findIndex(({ id }) => id === atId),
  )
  const step = (by: number) => setAtId(people[(here + by + people.length) % people.length]?.id)
  const isOpen = people.length > 0

  const ask = ({ value: text, selectionEnd }: HTMLTextAreaElement) =>
    setAsked(askedAt(text, selectionEnd, mentioned))
  const look = (field: HTMLTextAreaElement) => {
    ask(field)
    setAtId(undefined)
  }
  const choose = (person: Mentioned | undefined) => {
    if (!asked || !person) return
    const next = withMention(value, asked, person.name)
    onChange(next.text, { id: person.id, name: person.name })
    setAsked(null)
    const field = fieldRef.current
    requestAnimationFrame(() => {
      field?.focus()
      field?.setSelectionRange(next.caret, next.caret)
    })
  }
  const keys: Partial<Record<string, () => void>> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => choose(people[here]),
    Tab: () => choose(people[here]),
    Escape: () => setAsked(null),
  }
  const onKey = (event: KeyboardEvent) => {
    const act = isOpen && !event.ctrlKey && !event.metaKey ? keys[event.key] : undefined
    if (!act) {
      onKeyDown(event)
      return
    }
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <div className={css.field}>
      <textarea
        ref={fieldRef}
        className={css.text}
        rows={2}
        aria-label={label}
        placeholder={placeholder}
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${here}` : undefined}
        value={value}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => {
          onChange(event.currentTarget.value)
          look(event.currentTarget)
        }}
        onSelect={(event) => ask(event.currentTarget)}
        onKeyDown={onKey}
        onBlur={() => {
          setAsked(null)
          onBlur()
        }}
      />
      {isOpen && <Offered id={listId} people={people} here={here} onChoose={choose} />}
    </div>
  )
}

interface OfferedProps {
  id: string
  people: (Mentioned & { role: string | null })[]
  here: number
  onChoose: (person: Mentioned) => void
}

function Offered({ id, people, here, onChoose }: OfferedProps) {
  const { t } = useTranslation('tickets')
  const roleName = useRoleName()
  return (
    <div id={id} role="listbox" aria-label={t('composer.people')} className={css.people}>
      {people.map((person, index) => (
        // The keyboard stays in the field (aria-activedescendant); these are pressed, which must not take the focus.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === here}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
        >
          <Person name={person.name} size={24} />
          <b className="clip">{person.name}</b>
          {person.role && <span className="quiet">{roleName({ role: person.role, department: null })}</span>}
        </div>
      ))}
    </div>
  )
}
