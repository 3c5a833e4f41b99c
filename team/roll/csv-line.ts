import { stringify } from 'csv-stringify/sync'

/** One record as spreadsheets read it: `;` between columns, CRLF at its end, formulas made text. */
export function csvLine(values: string[]): string {
  return stringify([values], { delimiter: ';', record_delimiter: '\r\n', escape_formulas: true })
}
