/** Replaces `node:process` in bundles, whose import opens three streams and takes a millisecond or more. */
export const { env, versions } = process
