import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/** What the provider of a run keeps, until the run ends: its own memory is for trials, and says so at each start. */
export function providerMemory(): AdapterFactory {
  const kept = new Map<string, AdapterPayload>()
  return (model): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`
    const those = (is: (payload: AdapterPayload) => boolean) =>
      [...kept].filter(([key, payload]) => key.startsWith(keyOf('')) && is(payload))
    return {
      async upsert(id, payload) {
        kept.set(keyOf(id), payload)
      },
      async find(id) {
        return kept.get(keyOf(id))
      },
      async findByUid(uid) {
        return those((payload) => payload.uid === uid)[0]?.[1]
      },
      async findByUserCode(userCode) {
        return those((payload) => payload.userCode === userCode)[0]?.[1]
      },
      async consume(id) {
        const payload = kept.get(keyOf(id))
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id) {
        kept.delete(keyOf(id))
      },
      async revokeByGrantId(grantId) {
        for (const [key] of those((payload) => payload.grantId === grantId)) kept.delete(key)
      },
    }
  }
}
