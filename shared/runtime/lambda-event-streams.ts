/** Replaces the SDK's event-stream code in bundles: no command that we use returns an event stream. */
export class EventStreamSerde {}

export function eventStreamSerdeProvider(): void {}

export function resolveEventStreamSerdeConfig<Config>(config: Config): Config {
  return config
}
