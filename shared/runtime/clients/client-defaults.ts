/** Limits the wait for an answer, for which the SDK sets no timeout by default. */
export const clientDefaults = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
}
