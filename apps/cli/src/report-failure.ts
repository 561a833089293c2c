import { DomainError } from '#kernel';

/** What else a person should read under the sentence of a refusal, line by line. */
export interface FailureReport {
  /** With `--json` a refusal is one JSON object on the error stream. */
  readonly json: boolean;
  readonly details?: readonly string[];
}

/** Tells a refusal in French on the error stream and sets exit code 2; anything else is a fault, exit code 1. */
export function reportFailure(error: unknown, { json, details = [] }: FailureReport): void {
  if (!(error instanceof DomainError)) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
    return;
  }
  const { code, sentence, facts } = error;
  if (json) process.stderr.write(`${JSON.stringify({ code, message: sentence.fr, facts }, null, 2)}\n`);
  else process.stderr.write(`${[sentence.fr, ...details.map((line) => `  ${line}`)].join('\n')}\n`);
  process.exitCode = 2;
}
