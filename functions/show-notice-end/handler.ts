import type { NoticeEnd } from '../../shared/contract/notices.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serveAlways, voterPorts } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { resources } from './resources.ts'
import { showNoticeEnd } from './show-notice-end.ts'

const runtime = wireWithKeys(resources)
const { time } = runtime
const dependencies = voterPorts(runtime)

export const handler = serveAlways(runtime, {
  async 'GET /api/notice-end'({ spaceClaim }) {
    const result = await showNoticeEnd({ ...dependencies, keys: await runtime.keys() }, spaceClaim)
    if (result.outcome === 'both-factors-lost')
      throw new Problem(result.outcome, { until: time.toWall(result.until) })
    if (result.outcome !== 'shown') throw new Problem(result.outcome)
    return { status: 200, body: { end: result.end ?? null } satisfies NoticeEnd }
  },
})
