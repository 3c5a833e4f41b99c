/** Replaces `node:process` in bundles, since importing that module opens three streams, which slows the start. */
export const { env, versions } = process
