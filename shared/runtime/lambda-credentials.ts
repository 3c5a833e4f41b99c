import { fromEnv } from '@aws-sdk/credential-provider-env'

/** Replaces the SDK's large credential chain in bundles: Lambda passes credentials in the environment. */
export const defaultProvider = () => fromEnv()
