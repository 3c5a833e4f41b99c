/** Replaces `node:process` in bundles: its import opens three streams, which takes a millisecond or more. */
export const { env, versions } = process
