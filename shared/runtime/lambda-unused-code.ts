// Replaces, in bundles, the SDK's endpoint discovery and event streams, which none of our commands uses.

export class EndpointCache {}

export class EventStreamSerde {}

export function eventStreamSerdeProvider(): void {}

export function resolveEventStreamSerdeConfig<Config>(config: Config): Config {
  return config
}
