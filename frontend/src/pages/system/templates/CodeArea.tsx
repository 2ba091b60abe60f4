// A field for code: numbered lines, those in error marked; the keyboard's Tab goes on to the next field.
import { useRef } from 'react'
import css from '../mail/Mail.module.css'

interface Props {
  label: string
  value: string
  /** Visible lines. */
  rows: number
  wrongLines: number[]
  /** Of the field itself. */
  id: string
  describedBy?: string
  onChange: (value: string) => void
  onFocus: () => void
}

export function CodeArea({ label, value, rows, wrongLines, id, describedBy, onChange, onFocus }: Props) {
  const numbers = useRef<HTMLDivElement>(null)
  const follow = (top: number) => {
    if (numbers.current) numbers.current.scrollTop = top
  }
  return (
    <div className={css.code} data-wrong={wrongLines.length > 0 || undefined}>
      <div className={css.lines} ref={numbers} style={{ blockSize: 0, minBlockSize: '100%' }} aria-hidden>
        {value.split('\n').map((_, index) => (
          <div key={index} data-wrong={wrongLines.includes(index + 1) || undefined}>
            {index + 1}
          </div>
        ))}
      </div>
      <textarea
        id={id}
        aria-label={label}
        aria-invalid={wrongLines.length > 0 || undefined}
        aria-describedby={describedBy}
        rows={rows}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onFocus={onFocus}
        onScroll={({ currentTarget }) => follow(currentTarget.scrollTop)}
      />
    </div>
  )
}
