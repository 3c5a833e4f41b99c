/** Four digits are a year or a time; an address, a number and a date of birth would say whom it was for. */
const saysNobody = (reason: string) => !/@|\d(?:[^\p{L}\d]*\d){5}/u.test(reason.normalize('NFKC'))
/** On the staff's site, in characters. */
export const longestReason = 200
/** On the command line, of what takes two people, in characters. */
export const longestTeamReason = 500

/** Why, in words, without saying for whom: it is kept in clear. */
export function isReason(reason: string): boolean {
  return /\p{L}{3}/u.test(reason) && reason.length <= longestReason && saysNobody(reason)
}
