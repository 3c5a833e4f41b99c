const numberFormat = /* @__PURE__ */ new Intl.NumberFormat('fr-FR')
/** Some terminals show the narrow no-break space badly. */
export const number = (value: number) => numberFormat.format(value).replace(/\u202f/g, '\u00a0')

export function count(value: number, noun: string): string {
  return `${number(value)} ${noun}${value > 1 ? 's' : ''}`
}

export function waitText(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return minutes > 90 ? count(Math.ceil(minutes / 60), 'heure') : count(minutes, 'minute')
}
