/** An @, or a number of six digits or more, may identify somebody. */
const isAnonymous = (reason: string) => !/@|\d(?:[^\p{L}\d]*\d){5}/u.test(reason.normalize('NFKC'))
export const maxReasonLength = 200

/** A reason is printed and mailed, so it must not hold control characters or line breaks. */
const isPlain = (reason: string) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(reason)

export function isReason(reason: string): boolean {
  return (
    /\p{L}{3}/u.test(reason) &&
    reason.length <= maxReasonLength &&
    isPlain(reason) &&
    isAnonymous(reason)
  )
}
