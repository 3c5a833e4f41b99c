/** « 06 12 34 56 78 », « +262 692 12 34 56 »; an unknown form stays as typed. */
export function spacedPhone(typed: string): string {
  const compact = typed
    .replace(/\(0\)/, '')
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+')
  const [, prefix, rest] =
    /^()(0\d{9})$/.exec(compact) ??
    /^(\+33)0?(\d{9})$/.exec(compact) ??
    /^(\+(?:262|59[046]))0?(\d{9})$/.exec(compact) ??
    /^(\+(?:508|68[179]))(\d{6}|\d{8})$/.exec(compact) ??
    []
  if (rest === undefined) return typed.trim()
  // Pairs from the end; an odd first digit joins the first pair, except in metropolitan France.
  const pairs = rest.replace(/\B(?=(?:\d\d)+$)/g, ' ')
  const grouped = prefix && prefix !== '+33' ? pairs.replace(/^(\d) /, '$1') : pairs
  return `${prefix} ${grouped}`.trim()
}
