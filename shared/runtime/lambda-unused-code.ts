// Replaces in bundles what no command that we use calls: the SDK's endpoint discovery and its event streams.

export class EndpointCache {}

export class EventStreamSerde {}

export function eventStreamSerdeProvider(): void {}

export function resolveEventStreamSerdeConfig<Config>(config: Config): Config {
  return config
}
