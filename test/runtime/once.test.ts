import { describe, expect, it, vi } from 'vitest'
import { once } from '../../shared/runtime/once.ts'

describe('what is loaded once', () => {
  it('is loaded at the first call only, even when calls come at once', async () => {
    const load = vi.fn(async () => ({}))
    const loaded = once(load)
    expect(load).not.toHaveBeenCalled()
    const [first, second] = await Promise.all([loaded(), loaded()])
    expect(await loaded()).toBe(first)
    expect(second).toBe(first)
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('is loaded again after a failure, and then kept', async () => {
    const load = vi.fn(async () => 'loaded')
    load.mockRejectedValueOnce(new Error('down'))
    const loaded = once(load)
    await expect(loaded()).rejects.toThrow('down')
    expect([await loaded(), await loaded()]).toEqual(['loaded', 'loaded'])
    expect(load).toHaveBeenCalledTimes(2)
  })
})
