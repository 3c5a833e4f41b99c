/** The SDK's defaults wait for minutes. Here a hanging call ends in about five seconds, within a function's timeout. */
export const clientDefaults = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2000,
    throwOnRequestTimeout: true,
  },
}
