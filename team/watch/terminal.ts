import { styleText } from 'node:util'
import Table from 'cli-table3'
import type { Section } from '../../shared/domain/staff/watched-section.ts'

/** 80 columns without the borders of a table of six. */
const width = 73

export function terminalLines(sections: readonly Section[]): string[] {
  return sections.flatMap(({ heading, tone, lines, figures, table }) => [
    '',
    tone === 'wrong' ? styleText(['bold', 'red'], `! ${heading}`) : styleText('bold', heading),
    ...figures.map(({ figure, of }) => `  ${figure} ${of}`),
    ...lines.map((line) => `  ${line}`),
    ...(table ? [tableText(table)] : []),
  ])
}

function tableText({ columns, rows }: NonNullable<Section['table']>): string {
  const others = columns.slice(1)
  const columnWidth = others.length > 2 ? 11 : 18
  const table = new Table({
    head: columns,
    colWidths: [width - others.length * columnWidth, ...others.map(() => columnWidth)],
    colAligns: ['left', ...others.map(() => 'right' as const)],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  })
  table.push(...rows)
  return table.toString()
}
