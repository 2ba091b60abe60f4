// What people wrote, rendered safely; read as plain text until the renderer is there.
import { lazy, Suspense } from 'react'
import { plain as withoutMarks } from '../hooks/mentions'
import css from './Markdown.module.css'

const Rendered = lazy(() => import('./MarkdownRendered'))

/** Markdown needs a renderer only when it holds one of its signs. */
const SIGNS = /[*_`#[\]<>~|]|^\s*(?:[-+]|\d+\.)\s|https?:/m

export function Markdown({ text }: { text: string }) {
  const plain = <p className={css.plain}>{withoutMarks(text)}</p>
  if (!SIGNS.test(text)) return plain
  return (
    <Suspense fallback={plain}>
      <div className={css.text}>
        <Rendered text={text} />
      </div>
    </Suspense>
  )
}
