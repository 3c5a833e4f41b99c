/** Replaces the SDK's endpoint-discovery cache in bundles: no command that we use discovers endpoints. */
export class EndpointCache {}
