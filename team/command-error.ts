/** A command cannot go on: the message says why, in French. */
export class CommandError extends Error {
  override name = 'CommandError'
}
