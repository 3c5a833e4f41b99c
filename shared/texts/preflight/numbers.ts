/** « 200 000 »: a terminal shows the narrow space badly. */
export const number = (value: number) =>
  new Intl.NumberFormat('fr-FR').format(value).replaceAll('\u202f', '\u00a0')
