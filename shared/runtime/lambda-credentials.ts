import { fromEnv } from '@aws-sdk/credential-provider-env'

/**
 * Stands in the bundles for the SDK's own chain of credential sources: Lambda gives a function the
 * credentials of its role in the environment and nowhere else, and the others weigh a quarter of a bundle.
 */
export const defaultProvider = () => fromEnv()
