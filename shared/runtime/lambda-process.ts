/** Replaces `node:process` in bundles: importing it opens standard input, output and error, a millisecond or more. */
export const { env, versions } = process
