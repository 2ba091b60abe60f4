// The Markdown renderer, a chunk of its own. HTML within the text is shown as text, never run.
import ReactMarkdown, { defaultUrlTransform, type Components } from 'react-markdown'
import { asLinks, isMention } from '../hooks/mentions'
import css from './Markdown.module.css'

const components: Components = {
  a: ({ href, children }) =>
    isMention(href) ? (
      <span className={css.mention}>{children}</span>
    ) : (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ),
  // A picture from elsewhere would tell its server who reads this; it becomes a link.
  img: ({ src, alt }) =>
    typeof src === 'string' ? (
      <a href={src} target="_blank" rel="noopener noreferrer nofollow">
        {alt ?? src}
      </a>
    ) : null,
}

const addresses = (url: string) => (isMention(url) ? url : defaultUrlTransform(url))

export default function MarkdownRendered({ text }: { text: string }) {
  return (
    <ReactMarkdown components={components} urlTransform={addresses}>
      {asLinks(text)}
    </ReactMarkdown>
  )
}
