export const sentences = (parts: readonly (string | false | undefined)[]): string[] =>
  parts.filter((text) => typeof text === 'string')
