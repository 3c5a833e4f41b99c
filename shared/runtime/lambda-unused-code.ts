// Replaces the SDK's endpoint discovery and event streams in bundles: no SDK command that we use needs them.

export class EndpointCache {}

export class EventStreamSerde {}

export function eventStreamSerdeProvider(): void {}

export function resolveEventStreamSerdeConfig<Config>(config: Config): Config {
  return config
}
