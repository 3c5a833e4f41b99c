/**
 * The SDK's own defaults wait for minutes. A call that hangs ends within some five seconds, so the longest chain of them
 * becomes a 503, or a message put back, before the function's own timeout.
 */
export const clientDefaults = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2000,
    throwOnRequestTimeout: true,
  },
}
