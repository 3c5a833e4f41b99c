/**
 * Stands in the bundles for the SDK's reader of event streams: clients carry it for answers that come as one, and none
 * of our commands has such an answer.
 */
export class EventStreamSerde {}

export function eventStreamSerdeProvider(): void {}

export function resolveEventStreamSerdeConfig<Config>(config: Config): Config {
  return config
}
