import { dynamoPrintedNotices } from '../../shared/adapters/staff/dynamo-printed-notices.ts'
import type { PrintedNotice } from '../../shared/contract/notices.ts'
import { actorOf, answerToAction, problemOfAction } from '../../shared/runtime/file-answers.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { staffPorts } from '../../shared/runtime/staff-ports.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { printNotice } from './print-notice.ts'
import { resources } from './resources.ts'

const runtime = wireWithKeys(resources)
const dependencies = {
  ...staffPorts(runtime),
  printedNotices: dynamoPrintedNotices(runtime.database, runtime.tables),
}

export const handler = serve(runtime, {
  async 'PUT /api/staff/file/notice'(request) {
    const keys = await runtime.keys()
    const ports = { ...dependencies, proofKey: keys['file-code'], keys }
    const { result, beginning } = await printNotice(ports, actorOf(request))
    if (!('action' in result)) throw problemOfAction(result)
    answerToAction(result)
    return { status: 200, body: { beginning: beginning as string } satisfies PrintedNotice }
  },
})
