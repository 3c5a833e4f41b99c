import { compileFunction } from 'node:vm'

const functions = {
  SUM: (values: number[]) => values.reduce((sum, one) => sum + one, 0),
  MAX: (values: number[]) => Math.max(...values),
  MIN: (values: number[]) => Math.min(...values),
  FILL: (value: number, filling: number) => (Number.isNaN(value) ? filling : value),
  IF: (condition: number, then: number, otherwise: number) =>
    Number.isNaN(condition) ? Number.NaN : condition ? then : otherwise,
}

const words = /^(?:[\w.]+|[<>=!]=|[-+*/<>()[\],\s])+$/

/**
 * Returns the value of a metric expression, which is JavaScript's syntax but for two words.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws Error for syntax that our alarms and dashboard do not use
 */
export function valueOfExpression(
  expression: string,
  valueNamed: (id: string) => number | undefined,
): number | undefined {
  const names = [...new Set(expression.match(/[A-Za-z_]\w*/g))].filter(
    (name) => !Object.hasOwn(functions, name) && name !== 'AND' && name !== 'OR',
  )
  const values = names.map((name) => valueNamed(name) ?? Number.NaN)
  const script = expression.replaceAll(/\bAND\b/g, '&&').replaceAll(/\bOR\b/g, '||')
  try {
    if (!words.test(expression)) throw new SyntaxError('Another word')
    const parameters = [...Object.keys(functions), ...names]
    const value = compileFunction(`return Number(${script})`, parameters)(
      ...Object.values(functions),
      ...values,
    )
    return Number.isFinite(value) ? value : undefined
  } catch (cause) {
    throw new Error(`The local run does not know the expression ${expression}`, { cause })
  }
}
