import type { NoticeEnd } from '../../shared/contract/notices.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { voterPorts } from '../../shared/runtime/voter-ports.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { resources } from './resources.ts'
import { showNoticeEnd } from './show-notice-end.ts'

const wired = wireWithKeys(resources)
const { time } = wired
const dependencies = voterPorts(wired)

export const handler = serveAlways(wired, {
  async 'GET /api/notice-end'({ spaceClaim }) {
    const shown = await showNoticeEnd({ ...dependencies, keys: await wired.keys() }, spaceClaim)
    if (shown.outcome === 'both-factors-lost')
      throw new Problem(shown.outcome, { until: time.wall(shown.until) })
    if (shown.outcome !== 'shown') throw new Problem(shown.outcome)
    return { status: 200, body: { end: shown.end ?? null } satisfies NoticeEnd }
  },
})
