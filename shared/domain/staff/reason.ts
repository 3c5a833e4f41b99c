/** Four digits are a year or a time; an address, a number and a date of birth would say whom it was for. */
const saysNobody = (reason: string) => !/@|\d(?:[^\p{L}\d]*\d){5}/u.test(reason.normalize('NFKC'))
/** In characters. */
export const longestReason = 200

/** No control or format character, no lone surrogate, no end of a line: a reason is printed, mailed and chained. */
const isPlain = (reason: string) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(reason)

/** True if it says why, in words, without saying for whom: it is kept in clear. */
export function isReason(reason: string): boolean {
  return (
    /\p{L}{3}/u.test(reason) &&
    reason.length <= longestReason &&
    isPlain(reason) &&
    saysNobody(reason)
  )
}
