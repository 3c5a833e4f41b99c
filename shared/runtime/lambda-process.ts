/** Replaces `node:process` in bundles: importing it opens three streams, which slows the start. */
export const { env, versions } = process
