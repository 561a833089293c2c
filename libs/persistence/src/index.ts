export { type DatabaseAddress, dataSourceOptions, openDatabase } from './data-source.js';
export { type AppliedMigration, APPLICATION_ROLE, migrate, type RoomMigrations } from './migrate.js';
export { beginningOf, foldedColumn, foldedText, patternsOf } from './folded-text.js';
export { persistenceErrors } from './persistence-errors.js';
export { PersistenceModule } from './persistence.module.js';
export { FAR_FUTURE, rangeLiteral, setTypeParsers } from './type-parsers.js';
export { type DatabaseRefusal, refusalOf, type Transaction, UnitOfWork } from './unit-of-work.js';
export { WithinTransaction } from './within-transaction.js';
export { type EmbeddedServer, startEmbeddedServer } from './embedded/embedded-server.js';
