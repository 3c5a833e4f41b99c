/** An @, or six digits without a letter between them, may identify somebody. */
const isAnonymous = (reason: string) => !/@|\d(?:[^\p{L}\d]*\d){5}/u.test(reason.normalize('NFKC'))
export const maxReasonLength = 200

/** Reasons are printed, and quoted in e-mails on one line, so control characters and line breaks are refused. */
const isPlain = (reason: string) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(reason)

export function isReason(reason: string): boolean {
  return (
    /\p{L}{3}/u.test(reason) &&
    reason.length <= maxReasonLength &&
    isPlain(reason) &&
    isAnonymous(reason)
  )
}
