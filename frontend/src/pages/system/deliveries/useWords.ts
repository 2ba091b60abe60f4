// What the ledger's own words mean to a reader: kinds of messages, reasons; what is not known is shown as it is.
import { useTranslation } from 'react-i18next'
import type ledger from '../../../locales/en/systemLedger.json'

type Kind = keyof typeof ledger.kind
type Reason = keyof typeof ledger.reason

export function useWords() {
  const { t, i18n } = useTranslation('systemLedger')
  const isKind = (word: string): word is Kind => i18n.exists(`systemLedger:kind.${word}`)
  const isReason = (word: string): word is Reason => i18n.exists(`systemLedger:reason.${word}`)
  return {
    kind: (word: string) => (isKind(word) ? t(`kind.${word}`) : word),
    reason: (word: string) => (isReason(word) ? t(`reason.${word}`) : word),
  }
}
