import { dynamoPrintedNotices } from '../../shared/adapters/staff/dynamo-printed-notices.ts'
import type { PrintedNotice } from '../../shared/contract/notices.ts'
import { answerToAction, callerIn, refusalOfAction } from '../../shared/runtime/file-answers.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { staffPorts } from '../../shared/runtime/staff-ports.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { printNotice } from './print-notice.ts'
import { resources } from './resources.ts'

const wired = wireWithKeys(resources)
const dependencies = {
  ...staffPorts(wired),
  printedNotices: dynamoPrintedNotices(wired.database, wired.tables),
}

export const handler = serve(wired, {
  async 'PUT /api/staff/file/notice'(received) {
    const keys = await wired.keys()
    const ports = { ...dependencies, proofKey: keys['file-code'], keys }
    const { acted, beginning } = await printNotice(ports, callerIn(received))
    if (!('action' in acted)) throw refusalOfAction(acted)
    answerToAction(acted)
    return { status: 200, body: { beginning: beginning as string } satisfies PrintedNotice }
  },
})
