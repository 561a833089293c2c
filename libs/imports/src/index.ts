export {
  importFile,
  type Importing,
  type ImportOptions,
  type ImportRefusal,
  type ImportSummary,
  type Outcome,
  Refusals,
} from './import-file.js';
export { importsErrors } from './imports-errors.js';
export { CellReader } from './read-cells.js';
export { type ColumnNames, plainName, readCsv, type ReadFile, type Row } from './read-csv.js';
