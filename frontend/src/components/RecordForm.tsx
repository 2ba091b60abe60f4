// Adding and editing a noun (room, property, person, category): one form for all, safe against someone else's edit.
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../api/problem'
import { useDraft } from '../hooks/useDraft'
import { useFocusBack } from '../hooks/useFocusBack'
import { useProblemText } from '../hooks/useProblemText'
import { useVersionedEdit, type Versioned } from '../hooks/useVersionedEdit'
import { ConflictDialog } from './ConflictDialog'
import css from './Overlays.module.css'

/** What stands in the fields, by name. */
export type Values = Partial<Record<string, string>>

export interface FormField {
  name: string
  label: string
  description?: string
  type?: 'text' | 'email' | 'tel' | 'number' | 'date' | 'password' | 'long'
  options?: { value: string; label: string }[]
  isRequired?: boolean
}

interface FieldsProps {
  fields: FormField[]
  values: Values
  error: unknown
  /** Fields that were left empty although they are needed. */
  missing: string[]
  onChange: (name: string, value: string) => void
}

function Fields({ fields, values, error, missing, onChange }: FieldsProps) {
  const { t } = useTranslation()
  return fields.map(({ name, label, description, type = 'text', options, isRequired }, index) => {
    const refused = isProblem(error) ? error.fieldError(name) : undefined
    const props = {
      label,
      description,
      name,
      required: isRequired,
      value: values[name] ?? '',
      error: refused ?? (missing.includes(name) ? t('needed') : undefined),
      'data-autofocus': index === 0 || undefined,
      onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
        onChange(name, currentTarget.value),
    }
    if (options)
      return (
        <NativeSelect key={name} {...props} data={options} rightSection={<IconChevronDown size={16} />} />
      )
    if (type === 'long') return <Textarea key={name} {...props} autosize minRows={2} />
    return <TextInput key={name} {...props} type={type} />
  })
}

interface FrameProps {
  title: string
  submit: string
  error: unknown
  isBusy: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
  /** Beside the buttons, at the start: archive. */
  aside?: ReactNode
}

export function FormDialog({ title, submit, error, isBusy, onSubmit, onClose, children, aside }: FrameProps) {
  useFocusBack()
  const { t } = useTranslation()
  const explain = useProblemText()
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={title}
      closeOnClickOutside={false}
      classNames={{ title: css.title, header: css.header }}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {children}
        {error !== null && error !== undefined && (
          <p className={css.problem} role="alert">
            {explain(error)}
          </p>
        )}
        <div className={css.actions}>
          {aside && <span className={css.aside}>{aside}</span>}
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="filled" loading={isBusy}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

const missingOf = (fields: FormField[], values: Values) =>
  fields.filter(({ name, isRequired }) => isRequired && !values[name]?.trim()).map(({ name }) => name)

interface NewProps<Resource> {
  /** Of the draft that is kept until it is sent: `room.new.1`. */
  draft: string
  title: string
  submit: string
  fields: FormField[]
  start: Values
  create: (values: Values, key: string) => Promise<Resource>
  onDone: (resource: Resource) => void
  onClose: () => void
}

export function NewDialog<Resource>({ draft, fields, start, create, onDone, ...frame }: NewProps<Resource>) {
  const { value, setValue, key, clear } = useDraft<Values>(draft, start)
  const [missing, setMissing] = useState<string[]>([])
  const making = useMutation({
    mutationFn: () => create(value, key),
    onSuccess: (made) => {
      clear()
      onDone(made)
    },
  })
  const submit = () => {
    const empty = missingOf(fields, value)
    setMissing(empty)
    if (!empty.length) making.mutate()
  }
  return (
    <FormDialog {...frame} error={making.error} isBusy={making.isPending} onSubmit={submit}>
      <Fields
        fields={fields}
        values={value}
        error={making.error}
        missing={missing}
        onChange={(name, typed) => setValue({ ...value, [name]: typed })}
      />
    </FormDialog>
  )
}

interface EditProps<Resource> {
  /** What is edited, by name. */
  name: string
  title: string
  submit: string
  fields: FormField[]
  resource: Resource
  valuesOf: (resource: Resource) => Values
  /** Sends the changed values with `If-Match`. */
  save: (resource: Resource, changed: Values) => Promise<Resource>
  onDone: (resource: Resource) => void
  onClose: () => void
  aside?: ReactNode
}

/** The value as the field shows it: an option by its label. */
const shown = (field: FormField | undefined, value = '') =>
  field?.options?.find((option) => option.value === value)?.label ?? value

export function EditDialog<Resource extends Versioned>(props: EditProps<Resource>) {
  const { name, fields, resource, valuesOf, save, onDone, ...frame } = props
  const [was] = useState(resource)
  const [values, setValues] = useState(() => valuesOf(resource))
  const [missing, setMissing] = useState<string[]>([])
  const edit = useVersionedEdit<Resource, Values>({ save, onSaved: onDone })
  const submit = () => {
    const empty = missingOf(fields, values)
    setMissing(empty)
    if (empty.length) return
    const before = valuesOf(was)
    const changed = Object.entries(values).filter(([field, value]) => value !== before[field])
    if (changed.length) edit.save(was, Object.fromEntries(changed))
    else frame.onClose()
  }
  const { conflict } = edit
  const theirs = conflict ? valuesOf(conflict.current) : {}
  const lines = Object.entries(conflict?.mine ?? {})
    .filter(([field, mine]) => mine !== theirs[field])
    .map(([field, mine]) => {
      const spec = fields.find((one) => one.name === field)
      return {
        field,
        name: spec?.label ?? field,
        mine: shown(spec, mine),
        theirs: shown(spec, theirs[field]),
      }
    })
  return (
    <>
      <FormDialog {...frame} error={edit.error} isBusy={edit.isSaving} onSubmit={submit}>
        <Fields
          fields={fields}
          values={values}
          error={edit.error}
          missing={missing}
          onChange={(field, typed) => setValues({ ...values, [field]: typed })}
        />
      </FormDialog>
      {conflict && (
        <ConflictDialog
          name={name}
          lines={lines}
          onSave={(mine) =>
            edit.resolve(Object.fromEntries(mine.map((field) => [field, conflict.mine[field] ?? ''])))
          }
          onKeepTheirs={() => edit.resolve(null)}
          onClose={edit.dismiss}
        />
      )}
    </>
  )
}
