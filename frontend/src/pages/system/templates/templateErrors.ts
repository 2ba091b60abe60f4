// What the server says is wrong with a template: in which part, on which line.
import { isProblem, type ProblemItem } from '../../../api/problem'

export const parts = ['subject', 'html', 'text'] as const
export type Part = (typeof parts)[number]

export interface TemplateError {
  part: Part
  line: number | undefined
  message: string
}

/** As the server begins: `Line 3: …`. */
const LINE = /^Line (\d+): /

const lineOf = ({ message }: ProblemItem) => {
  const found = LINE.exec(message)?.[1]
  return found ? Number(found) : undefined
}

/** Empty for any other failure, which is no fault of the template. */
export function templateErrors(error: unknown): TemplateError[] {
  if (!isProblem(error) || error.status !== 422) return []
  return error.errors.map((item) => ({
    part: parts.find((part) => item.pointer.split('/').includes(part)) ?? 'html',
    line: lineOf(item),
    message: item.message.replace(LINE, ''),
  }))
}
