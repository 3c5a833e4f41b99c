/** Replaces the SDK's reader of event streams in the bundles: none of our commands is answered by one. */
export class EventStreamSerde {}

export function eventStreamSerdeProvider(): void {}

export function resolveEventStreamSerdeConfig<Config>(config: Config): Config {
  return config
}
