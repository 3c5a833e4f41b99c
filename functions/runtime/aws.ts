/**
 * Settings of every AWS client. The SDK's own defaults wait for minutes; here a dependency that does
 * not answer must become a 503, or a message put back, well before the function's own timeout.
 */
export const clientDefaults = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 3000,
    throwOnRequestTimeout: true,
  },
}
