// A page of settings: what is saved, what was changed over it, what is wrong; safe against somebody else's edit.
import { useState } from 'react'
import { isProblem } from '../../../api/problem'
import { unsent, useVersionedEdit, type Versioned } from '../../../hooks/useVersionedEdit'

export type Value = string | boolean
/** What stands in the fields, by name. A secret is empty unless it is to be replaced. */
export type Values = Partial<Record<string, Value>>
export type Wrong = Partial<Record<string, string>>

interface Options<Settings extends Versioned> {
  settings: Settings
  valuesOf: (settings: Settings) => Values
  /** What is wrong, in the reader's words, by field. */
  check: (values: Values) => Wrong
  /** Sends the changed values with `If-Match`. */
  save: (settings: Settings, changed: Values) => Promise<Settings>
  onSaved: (settings: Settings) => void
}

const differing = (edits: Values, saved: Values) =>
  Object.keys(edits).filter((name) => edits[name] !== saved[name])

const only = (values: Values, names: string[]): Values =>
  Object.fromEntries(names.map((name) => [name, values[name]]))

export function useSettingsForm<Settings extends Versioned>(options: Options<Settings>) {
  const { settings, valuesOf, check, save, onSaved } = options
  const [edits, setEdits] = useState<Values>({})
  const [was, setWas] = useState(settings)
  const [left, setLeft] = useState<string[]>([])
  const [refused, setRefused] = useState<Wrong>({})

  const isEdited = Object.keys(edits).length > 0
  // What others save meanwhile must not slip under what is typed here: it becomes a choice when this is saved.
  const base = isEdited ? was : settings
  const saved = valuesOf(base)
  const values: Values = { ...saved, ...edits }
  const changed = differing(edits, saved)

  const discard = () => {
    setEdits({})
    setLeft([])
    setRefused({})
  }
  const edit = useVersionedEdit<Settings, Values>({
    save,
    onSaved: (now, sent) => {
      setEdits((typed) => (sent ? unsent(typed, { ...valuesOf(now), ...sent }) : {}))
      setLeft([])
      setRefused({})
      setWas(now)
      onSaved(now)
    },
  })

  const found = check(values)
  const wrongOf = (name: string) => refused[name] ?? (left.includes(name) ? found[name] : undefined)
  const names = Object.keys(values)

  const set = (name: string, value: Value) => {
    if (!isEdited) setWas(settings)
    setEdits({ ...edits, [name]: value })
    setRefused({ ...refused, [name]: undefined })
    if (edit.error) edit.reset()
  }

  const fieldOf = (name: string) => ({
    name,
    value: String(values[name] ?? ''),
    error: wrongOf(name),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => set(name, currentTarget.value),
    onBlur: () => changed.includes(name) && setLeft([...left, name]),
  })
  const toggleOf = (name: string) => ({
    name,
    checked: values[name] === true,
    onChange: ({ currentTarget }: { currentTarget: { checked: boolean } }) =>
      set(name, currentTarget.checked),
  })

  const send = async () => {
    setLeft(names)
    if (!changed.length || Object.keys(found).some((name) => found[name])) return
    try {
      await edit.saveAsync(base, only(values, changed))
    } catch (error) {
      if (!isProblem(error)) throw error
      setRefused(Object.fromEntries(names.map((name) => [name, error.fieldError(name)])))
    }
  }

  return {
    values,
    saved,
    changed,
    /** The fields that are shown as wrong. */
    wrong: names.filter(wrongOf),
    text: (name: string) => String(values[name] ?? ''),
    isOn: (name: string) => values[name] === true,
    set,
    /** For text fields and choices, by name. */
    fields: Object.fromEntries(names.map((name) => [name, fieldOf(name)])),
    /** For switches, by name. */
    toggles: Object.fromEntries(names.map((name) => [name, toggleOf(name)])),
    discard,
    submit: () => void send(),
    isSaving: edit.isSaving,
    /** A failure that is no single field's. */
    error: Object.values(refused).some(Boolean) ? null : edit.error,
    conflict: edit.conflict,
    resolve: (mine: Values | null) => {
      setEdits(mine ?? {})
      edit.resolve(mine)
    },
    dismiss: edit.dismiss,
    valuesOf,
  }
}

export type SettingsForm<Settings extends Versioned = Versioned> = ReturnType<
  typeof useSettingsForm<Settings>
>
