/** What was sent last, and what became of it. */
interface Sent {
  readonly isError: boolean;
  readonly variables: { readonly body?: unknown } | undefined;
}

/** Whether what the form says now is what was refused: once it is typed otherwise, the refusal speaks of nothing. */
export const refusedAs = ({ isError, variables }: Sent, wish: unknown): boolean =>
  isError && JSON.stringify(variables?.body) === JSON.stringify(wish);
