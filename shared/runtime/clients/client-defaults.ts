/** Ends a hanging call after about five seconds. With the SDK's defaults, it would outlast the function. */
export const clientDefaults = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2000,
    throwOnRequestTimeout: true,
  },
}
