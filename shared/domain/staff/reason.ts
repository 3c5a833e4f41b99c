/** Four digits are a year or a time; an address and a number would say whom it was for. */
const saysNobody = (reason: string) => !/@|\d(?:[\s.-]*\d){5}/.test(reason)
const longestReason = 200

/** Why, in words, without saying for whom: it is kept in clear. */
export function isReason(reason: string): boolean {
  return /\p{L}{3}/u.test(reason) && reason.length <= longestReason && saysNobody(reason)
}
