/** Internal error messages appear in the log alone, so rewording one must break no test. */
const errorMessages = {
  shouldIgnore: (path) =>
    path.isNewExpression() && path.node.callee.name?.endsWith('Error') ? 'a message' : undefined,
}

export const strykerPlugins = [{ kind: 'Ignore', name: 'error-messages', value: errorMessages }]
