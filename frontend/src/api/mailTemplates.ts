// The templates of mail: the product's own, and what an administrator made of them.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, ifMatch } from './client'
import { keys } from './keys'
import { done, unwrap } from './problem'

export type MailTemplate = Schema<'MailTemplate'>
export type MailTemplateRow = Schema<'MailTemplateSummary'>
/** Subject, HTML and text: of a template with its variables, of a mail with their values. */
export type MailText = Schema<'MailParts'>

export const mailTemplates = queryOptions({
  queryKey: keys.mailTemplates.all,
  queryFn: ({ signal }) =>
    unwrap(api.GET('/settings/email/templates', { signal })).then(({ items }) => items),
})

const at = (key: string) => ({ params: { path: { key } } })

export const mailTemplate = (key: string) =>
  queryOptions({
    queryKey: keys.mailTemplates.one(key),
    queryFn: ({ signal }) => unwrap(api.GET('/settings/email/templates/{key}', { ...at(key), signal })),
  })

export const putMailTemplate = (template: MailTemplate, body: MailText) =>
  unwrap(
    api.PUT('/settings/email/templates/{key}', {
      ...at(template.key),
      headers: ifMatch(template),
      body,
    }),
  )

/** Back to the product's own. */
export const resetMailTemplate = (template: MailTemplate) =>
  done(
    api.DELETE('/settings/email/templates/{key}', {
      ...at(template.key),
      headers: ifMatch(template),
    }),
  )

/** The mail that a template makes of example values; while it is made anew, the last one stays. */
export const mailPreview = (key: string, text: MailText) =>
  queryOptions({
    queryKey: keys.mailTemplates.preview(key, text),
    queryFn: ({ signal }) =>
      unwrap(api.POST('/settings/email/templates/{key}/preview', { ...at(key), body: text, signal })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  })
