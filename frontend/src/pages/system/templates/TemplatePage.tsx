// One mail template: written at the start, seen at the end as one types; back to the product's own at any time.
import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { keys } from '../../../api/keys'
import { mailPreview, mailTemplate, resetMailTemplate, type MailTemplate } from '../../../api/mailTemplates'
import { Confirm } from '../../../components/Confirm'
import { LeaveGuard } from '../../../components/LeaveGuard'
import { ListSkeleton, LoadFailed, NotFound } from '../../../components/States'
import { isProblem } from '../../../api/problem'
import { paths } from '../../../config/paths'
import { ConsoleDoor } from '../ConsoleDoor'
import { ConsolePage } from '../ConsolePage'
import { SaveBar } from '../form/SaveBar'
import css from '../mail/Mail.module.css'
import form from '../System.module.css'
import { Editor } from './Editor'
import { Preview } from './Preview'
import { TemplateConflict } from './TemplateConflict'
import { templateErrors } from './templateErrors'
import { useTemplateEdit } from './useTemplateEdit'

const PAUSE = 350

interface Props {
  template: MailTemplate
  onReset: () => void
}

function useTemplateCache(key: string) {
  const client = useQueryClient()
  return {
    keep: (now: MailTemplate) => {
      client.setQueryData(keys.mailTemplates.one(key), now)
      void client.invalidateQueries({ queryKey: keys.mailTemplates.all, exact: true })
    },
    readAgain: () => client.invalidateQueries({ queryKey: keys.mailTemplates.all }),
  }
}

function TemplateEditor({ template, onReset }: Props) {
  const { t } = useTranslation('systemMail')
  const { keep } = useTemplateCache(template.key)
  const editing = useTemplateEdit(template, keep)
  const [settled] = useDebouncedValue(editing.text, PAUSE)
  const preview = useQuery(mailPreview(template.key, settled))
  const { edit, changed } = editing
  const refused = templateErrors(preview.error ?? edit.error)
  return (
    <ConsolePage
      title={template.name}
      lead={template.about}
      up={{ to: paths.systemTemplates, name: t('templates.title') }}
      actions={template.customised && <Button onClick={onReset}>{t('templates.reset')}</Button>}
    >
      <form
        className={form.form}
        aria-label={template.name}
        onSubmit={(event) => {
          event.preventDefault()
          editing.save()
        }}
      >
        <div className={css.editor}>
          <Editor editing={editing} errors={refused} />
          <Preview
            mail={preview.data}
            error={templateErrors(preview.error).length ? null : preview.error}
            isWrong={refused.length > 0}
            onRetry={() => void preview.refetch()}
          />
        </div>
        <SaveBar
          form={{
            changed,
            wrong: [...new Set(refused.map(({ part }) => part))],
            error: templateErrors(edit.error).length ? null : edit.error,
            isSaving: edit.isSaving,
            discard: editing.discard,
          }}
        />
      </form>
      <LeaveGuard count={changed.length} />
      <TemplateConflict editing={editing} />
    </ConsolePage>
  )
}

function Template({ templateKey }: { templateKey: string }) {
  const { t } = useTranslation('systemMail')
  const { data, error, refetch } = useQuery({ ...mailTemplate(templateKey), refetchOnWindowFocus: false })
  const { readAgain } = useTemplateCache(templateKey)
  const [isAsking, setAsking] = useState(false)
  const [resets, setResets] = useState(0)
  const resetting = useMutation({
    mutationFn: resetMailTemplate,
    onSuccess: async () => {
      await readAgain()
      setResets(resets + 1)
      setAsking(false)
    },
  })
  if (isProblem(error) && error.status === 404) return <NotFound />
  if (error && !data) return <LoadFailed error={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton label={t('loading')} />
  return (
    <>
      <TemplateEditor key={resets} template={data} onReset={() => setAsking(true)} />
      {isAsking && (
        <Confirm
          title={t('templates.resetTitle', { name: data.name })}
          yes={t('templates.resetYes')}
          error={resetting.error}
          isBusy={resetting.isPending}
          onYes={() => resetting.mutate(data)}
          onClose={() => setAsking(false)}
        >
          <p>{t('templates.resetText')}</p>
        </Confirm>
      )}
    </>
  )
}

export function Component() {
  const { template_key: key = '' } = useParams()
  return (
    <ConsoleDoor>
      <Template key={key} templateKey={key} />
    </ConsoleDoor>
  )
}
