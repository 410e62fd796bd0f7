-- Written by scripts/write_schema.py from editors/schema.toml.

--- The settings of the server: what each may hold, and its default.
---@type table<string, { type: string, default: any, choices?: string[] }>
return {
  enable = { type = 'boolean', default = true },
  contestMode = { type = 'boolean', default = false },
  showNotifications = { type = 'string', default = 'onError', choices = { 'off', 'onError', 'always' } },
  ['codeActions.enable'] = { type = 'boolean', default = true },
  ['codeLens.enable'] = { type = 'boolean', default = true },
  ['completion.enable'] = { type = 'boolean', default = true },
  ['inline.show'] = { type = 'string', default = 'solutions', choices = { 'off', 'solutions', 'fillings' } },
  ['solve.count'] = { type = 'integer', default = 10 },
  ['solve.samples'] = { type = 'integer', default = 1000 },
  ['solve.maxSeconds'] = { type = 'number', default = 60 },
  ['solve.languages'] = {
    type = 'string[]',
    default = {},
    choices = { 'python', 'cpp', 'java', 'javascript', 'go', 'rust', 'c' },
  },
  ['solve.repair'] = { type = 'boolean', default = true },
  ['solve.modelTests'] = { type = 'boolean', default = true },
  ['library.enabled'] = { type = 'boolean', default = true },
  ['files.folder'] = { type = 'string', default = '' },
  ['files.language'] = {
    type = 'string',
    default = '',
    choices = { 'python', 'cpp', 'java', 'javascript', 'go', 'rust', 'c' },
  },
  ['companion.enable'] = { type = 'boolean', default = false },
  ['companion.port'] = { type = 'integer', default = 27121 },
  ['engine.command'] = { type = 'string[]', default = {} },
  ['engine.model'] = { type = 'string', default = '' },
  ['engine.prompt'] = { type = 'string', default = 'auto', choices = { 'auto', 'chat', 'base' } },
  ['engine.idleUnload'] = { type = 'number', default = 600 },
}
