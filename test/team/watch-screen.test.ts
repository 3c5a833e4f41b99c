import { describe, expect, it } from 'vitest'
import { shortDuration } from '../../shared/texts/election/watch-command.ts'
import { readFigures } from '../../team/watch/read-figures.ts'
import { screenOf } from '../../team/watch/screen.ts'
import { alarm, election, keeping, times, watchedRun } from './watched-run.ts'

type Run = ReturnType<typeof watchedRun>

async function screen({ engines }: Run, reasons: string[] = []): Promise<string[]> {
  const { title, timeZone } = election
  const lines = screenOf(await readFigures(engines), { title, timeZone, reasons })
  return lines.map((line) => line.replaceAll('\u00a0', ' '))
}

const lineOf = (lines: string[], label: string) =>
  lines.find((line) => line.replace(/^[ !]*/, '').startsWith(label)) ?? expect.fail(label)

function lastEvening(): Run {
  const run = watchedRun([
    alarm('FailingTerritory', { StateValue: 'ALARM' }),
    alarm('FailingApi', { StateValue: 'INSUFFICIENT_DATA' }),
    alarm('Unheard', {
      StateValue: 'ALARM',
      AlarmDescription: 'Something else. docs/runbook.md#sms-are-late',
    }),
  ])
  run.put('SessionsOpened', '16:30:00', ...times(12_408))
  run.put('SessionsRefused', '16:30:00', ...times(96))
  for (const [territory, left] of Object.entries({ FR: 820, RE: 40, PF: 38 })) {
    for (const at of ['09:00:00', '16:59:00']) {
      run.put(`ReissuesAccepted ${territory}`, at, ...times(left))
      run.put(`HandoverSeconds ${territory}`, at, ...times(left, 124))
      run.put('HandoverSeconds', at, ...times(left, 124))
      run.put('ReissuesAccepted', at, ...times(left))
      run.put('PromisesKept', at, ...times(left - 1), 0)
    }
    const arrived = territory === 'PF' ? 8 : left
    run.put(`SmsDelivered ${territory}`, '16:40:00', ...times(arrived), ...times(left - arrived, 0))
    run.put(`IdentifiersUsed ${territory}`, '16:50:00', ...times(arrived))
  }
  run.put('SmsHeld', '16:50:00', 1, 1)
  run.put('MailsNotTaken', '16:50:00', 1, 1, 1)
  run.put('AWS/SNS/SMSMonthToDateSpentUSD', '16:00:00', 0.9)
  run.put('AWS/SQS/ApproximateNumberOfMessagesVisible Reassort-Sms', '17:01:00', 41)
  run.put('AWS/SQS/ApproximateAgeOfOldestMessage Reassort-Sms', '17:01:00', 3)
  return run
}

describe('the screen', () => {
  it('answers on one page of 80 by 45: who enters, what leaves and where, what waits, what is about to burst', async () => {
    const lines = await screen(lastEvening())
    expect(lines.length).toBeLessThanOrEqual(45)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
    expect(lineOf(lines, 'Connexions')).toMatch(/ 0 \(0\) +12 408 \(96\) +12 408 \(96\)$/)
    expect(lineOf(lines, 'SMS envoyés')).toMatch(/ 898 +898 +1 796$/)
    expect(lineOf(lines, 'De la demande au SMS, 95 %')).toMatch(/ 2 min 04 +2 min 04 *$/)
    expect(lineOf(lines, "Partis avant l'heure")).toMatch(/ 99 % +99 % +99 %$/)
    expect(lineOf(lines, 'Métropole')).toMatch(/1 640 +1 640 +820 +0 +820 +50 % +820 +2 min 04$/)
    expect(lineOf(lines, 'Total')).toMatch(/ 1 796 +1 796 +868 +30 +868 +48 % +898 *$/)
    expect(lineOf(lines, "demandes de l'heure")).toMatch(/ : ▁{11}█$/)
    expect(lineOf(lines, 'Refusés par SES')).toMatch(/ : 3\. Liens au-delà du quota : 0\.$/)
    expect(lineOf(lines, '1 alarme sans mesure')).toBeTruthy()
    expect(lineOf(lines, 'SMS en souffrance')).toMatch(/ : 2 remis à demain$/)
    expect(lineOf(lines, 'En attente')).toContain('SMS 41 (3 s) · annulations –')
    expect(lines.join('\n')).toMatch(/ {2}SMS du jour : 1 796 \/ 200 000/)
    expect(lines.join('\n')).toMatch(/! SMS du mois, USD : 0,9 \/ 1 \(90 %\)/)
  })

  it('says of each alarm since when it is on, what to do first and where more stands', async () => {
    const lines = await screen(lastEvening())
    expect(lines[1]).toBe("2 ALARMES EN COURS, sur 3 (ou finies depuis moins d'un quart d'heure)")
    expect(lines.slice(2, 7)).toEqual([
      "! La plupart des SMS vers un territoire n'arrivent pas. (depuis 17 h 42)",
      '  Suspendez ce territoire : npm run sms -- pause XX --reason … --stack',
      '  docs/runbook.md#sms-are-late',
      '! Something else. (depuis 17 h 42)',
      '  docs/runbook.md#sms-are-late',
    ])
    expect(lineOf(lines, 'Polynésie française :')).toContain('npm run sms -- pause PF')
  })

  it('says that the vote is suspended, and when it was to close', async () => {
    const lines = (await screen(lastEvening())).join('\n').replaceAll('\u00a0', ' ')
    expect(lines).toContain(
      "\nLe vote est suspendu depuis 17 h 32.\nSa fermeture, prévue le jeudi 10 décembre à 17 h, sera repoussée d'autant.\n",
    )
  })

  it('names the territories whose SMS the team keeps, which no alarm does', async () => {
    const run = watchedRun()
    const lines = await screen({ ...run, engines: { ...run.engines, smsBreakers: keeping } })
    expect(lineOf(lines, 'Polynésie')).toBe(
      "! Polynésie française : SMS suspendus par l'équipe depuis 17 h 42. npm run sms -- resume PF",
    )
    expect(lineOf(lines, 'Mayotte')).toBe(
      "! Mayotte : SMS limités par l'équipe à 1 500 par jour depuis 17 h 42.",
    )
  })

  it('shows what was not read as such, says why, and does not take it for calm', async () => {
    const run = lastEvening()
    run.status.set('Reassort/SessionsOpened', 'InternalError')
    const lines = await screen(run, ['CloudWatch ne répond pas.'])
    expect(lineOf(lines, 'Connexions')).toMatch(/ \? \(0\) +\? \(96\) +\? \(96\)$/)
    expect(lines.at(-1)).toBe('« ? » : chiffre non lu. CloudWatch ne répond pas.')
    const noAlarms = await screen(watchedRun([]))
    expect(lineOf(noAlarms, "Partis avant l'heure")).toMatch(/ – +– +–$/)
    expect(noAlarms[1]).toBe('Aucune alarme lue : rien ne dit que tout va bien.')
  })

  it.each([
    [0.42, '0,4 s'],
    [59.4, '59 s'],
    [59.6, '1 min 00'],
    [124, '2 min 04'],
    [3899, '1 h 04'],
  ])('says %s seconds as %s', (seconds, said) => {
    expect(shortDuration(seconds)).toBe(said)
  })
})
