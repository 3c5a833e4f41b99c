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
  const otherColumns = columns.slice(1)
  const columnWidth = otherColumns.length > 2 ? 11 : 18
  const table = new Table({
    head: columns,
    colWidths: [width - otherColumns.length * columnWidth, ...otherColumns.map(() => columnWidth)],
    colAligns: ['left', ...otherColumns.map(() => 'right' as const)],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  })
  table.push(...rows)
  return table.toString()
}
