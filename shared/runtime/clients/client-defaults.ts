/** With the SDK's defaults a hanging call outlasts the function. With these it ends in about five seconds. */
export const clientDefaults = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2000,
    throwOnRequestTimeout: true,
  },
}
