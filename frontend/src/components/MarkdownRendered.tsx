// The Markdown renderer, a chunk of its own. HTML within the text is shown as text, never run.
import ReactMarkdown, { type Components } from 'react-markdown'

const components: Components = {
  a: ({ href, children }) => (
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

export default function MarkdownRendered({ text }: { text: string }) {
  return <ReactMarkdown components={components}>{text}</ReactMarkdown>
}
