/** Ends a wait for headers within seconds. By default, the SDK sets no timeout for the answer. */
export const clientDefaults = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2000,
    throwOnRequestTimeout: true,
  },
}
