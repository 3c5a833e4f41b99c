/** Leaves out sentences that do not apply. */
export const sentences = (all: readonly (string | false | undefined)[]): string[] =>
  all.filter((text) => typeof text === 'string')
