/**
 * Stands in the bundles for the SDK's cache of discovered endpoints: DynamoDB's client makes one and never looks
 * into it, since none of our commands discovers an endpoint.
 */
export class EndpointCache {}
