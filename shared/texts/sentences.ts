export const sentences = (all: readonly (string | false | undefined)[]): string[] =>
  all.filter((text) => typeof text === 'string')
