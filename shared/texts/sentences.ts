/** Leaves out what does not apply. */
export const sentences = (all: readonly (string | false | undefined)[]): string[] =>
  all.filter((one) => typeof one === 'string')
