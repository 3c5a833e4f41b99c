/** Allows four digits, a year or a time; an address, a number or a date of birth would identify somebody. */
const saysNobody = (reason: string) => !/@|\d(?:[^\p{L}\d]*\d){5}/u.test(reason.normalize('NFKC'))
export const longestReason = 200

/** Refuses control and format characters, lone surrogates and line ends: a reason is printed, mailed and chained. */
const isPlain = (reason: string) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(reason)

/** True if the text, which is kept in clear, gives a reason in words and identifies nobody. */
export function isReason(reason: string): boolean {
  return (
    /\p{L}{3}/u.test(reason) &&
    reason.length <= longestReason &&
    isPlain(reason) &&
    saysNobody(reason)
  )
}
